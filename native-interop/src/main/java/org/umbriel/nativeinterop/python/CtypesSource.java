package org.umbriel.nativeinterop.python;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.type.ArrayType;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.ComplexType;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.OpaqueType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.type.VoidType;

/**
 * A described type as Python's {@code ctypes} writes it. Each structure in it becomes a class,
 * which refuses to be made if {@code ctypes} lays it out otherwise.
 */
final class CtypesSource implements CType.Visitor<String> {
  private final List<String> classes = new ArrayList<>();

  /** Statements that define a structure, and the structures that it needs, before it. */
  static String of(StructType type) {
    CtypesSource source = new CtypesSource();
    type.accept(source);
    return "import ctypes\n" + String.join("", source.classes);
  }

  /** An expression for a type that is no structure. */
  static String expression(CType type) {
    return type.accept(new CtypesSource());
  }

  static String className(StructType type) {
    return type.text().replaceFirst("^(struct|union|class) ", "").replaceAll("\\W", "_");
  }

  @Override
  public String visit(VoidType type) {
    return "None";
  }

  @Override
  public String visit(IntegerType type) {
    if (type.kind() == IntegerType.Kind.BOOLEAN) {
      return "ctypes.c_bool";
    }
    if (type.size() > Long.BYTES) {
      throw unknown(type);
    }
    return "ctypes.c_" + (type.isSigned() ? "int" : "uint") + 8 * type.size();
  }

  @Override
  public String visit(EnumType type) {
    return type.representation().accept(this);
  }

  @Override
  public String visit(RealType type) {
    return "ctypes.c_"
        + (type.isExtended() ? "longdouble" : type.size() == Float.BYTES ? "float" : "double");
  }

  @Override
  public String visit(ComplexType type) {
    return type.part().accept(this) + " * 2";
  }

  @Override
  public String visit(PointerType type) {
    return type.isText() ? "ctypes.c_char_p" : "ctypes.c_void_p";
  }

  @Override
  public String visit(ArrayType type) {
    return "(" + type.element().accept(this) + ") * " + type.count();
  }

  @Override
  public String visit(StructType type) {
    String name = className(type);
    String base = type.isUnion() ? "Union" : "Structure";
    String fields = type.fields().stream().map(this::field).collect(Collectors.joining(", "));
    String offsets =
        type.fields().stream()
            .filter(field -> !field.isBitField())
            .map(f -> " and " + name + "." + f.name() + ".offset == " + f.offset())
            .collect(Collectors.joining());
    classes.add(
        String.format(
            "class %s(ctypes.%s):%n  _fields_ = [%s]%nassert ctypes.sizeof(%s) == %d%s%n",
            name, base, fields, name, type.size(), offsets));
    return name;
  }

  private String field(Field field) {
    if (field.name().isEmpty()) {
      throw new NativeException("a member without a name can't be a field of ctypes");
    }
    String bits = field.isBitField() ? ", " + field.bitSize() : "";
    return "('" + field.name() + "', " + field.type().accept(this) + bits + ")";
  }

  @Override
  public String visit(FunctionType type) {
    throw unknown(type);
  }

  @Override
  public String visit(OpaqueType type) {
    throw unknown(type);
  }

  private static NativeException unknown(CType type) {
    return new NativeException("ctypes has nothing for " + type.text());
  }
}
