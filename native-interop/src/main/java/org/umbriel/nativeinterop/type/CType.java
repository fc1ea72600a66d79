package org.umbriel.nativeinterop.type;

/**
 * A type of C as the System V ABI lays it out (AMD64 supplement, 3.1.2): other names for it and
 * qualifiers are gone, sizes are known. Only what a pointer points to is looked up later, since
 * types are cyclic.
 */
public sealed interface CType
    permits ArrayType,
        ComplexType,
        EnumType,
        FunctionType,
        IntegerType,
        OpaqueType,
        PointerType,
        RealType,
        StructType,
        VoidType {

  /** Bytes that a value takes; 0 for what has no values. */
  long size();

  /** What addresses of values are multiples of. */
  long alignment();

  /** The type as C writes it. */
  String text();

  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of type. */
  interface Visitor<R> {
    R visit(VoidType type);

    R visit(IntegerType type);

    R visit(EnumType type);

    R visit(RealType type);

    R visit(ComplexType type);

    R visit(PointerType type);

    R visit(ArrayType type);

    R visit(StructType type);

    R visit(FunctionType type);

    R visit(OpaqueType type);
  }
}
