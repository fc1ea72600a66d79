package org.umbriel.nativeinterop.call;

import java.util.Arrays;
import java.util.List;
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
 * How aggregates are passed (System V ABI, AMD64 supplement, 3.2.3): each 8 bytes have a class.
 * Unions and bit-fields, which libffi does not know, are only classes here.
 */
final class SystemV implements CType.Visitor<Boolean> {
  private static final int MOST_BYTES = 16;

  private final EightByte[] classes;
  private long bitOffset;

  private SystemV(int count) {
    classes = new EightByte[count];
    Arrays.fill(classes, EightByte.NO_CLASS);
  }

  /**
   * The classes of a value's 8 bytes, at most two.
   *
   * @return empty if it is passed in memory
   * @throws NativeException if such a value can't be passed
   */
  static List<EightByte> classify(CType type) {
    if (type.size() > MOST_BYTES) {
      new SystemV(Math.toIntExact((type.size() + 7) / 8)).place(type, 0);
      return List.of();
    }
    SystemV classifier = new SystemV((int) (type.size() + 7) / 8);
    boolean aligned = classifier.place(type, 0);
    List<EightByte> classes = List.of(classifier.classes);
    boolean inMemory =
        !aligned
            || classes.contains(EightByte.MEMORY)
            || (classes.contains(EightByte.X87UP) && classes.get(0) != EightByte.X87);
    return inMemory ? List.of() : classes;
  }

  /**
   * @return false if something in it is not aligned
   */
  private boolean place(CType type, long offset) {
    long before = bitOffset;
    bitOffset = offset;
    boolean aligned = type.accept(this);
    bitOffset = before;
    return aligned;
  }

  private boolean scalar(CType type, EightByte kind) {
    cover(8 * type.size(), kind);
    return bitOffset % (8 * type.alignment()) == 0;
  }

  private void cover(long bits, EightByte kind) {
    for (long i = bitOffset / 64; i <= (bitOffset + bits - 1) / 64; i++) {
      classes[(int) i] = classes[(int) i].merge(kind);
    }
  }

  @Override
  public Boolean visit(VoidType type) {
    return true;
  }

  @Override
  public Boolean visit(IntegerType type) {
    return scalar(type, EightByte.INTEGER);
  }

  @Override
  public Boolean visit(EnumType type) {
    return scalar(type, EightByte.INTEGER);
  }

  @Override
  public Boolean visit(PointerType type) {
    return scalar(type, EightByte.INTEGER);
  }

  @Override
  public Boolean visit(RealType type) {
    if (!type.isExtended()) {
      return scalar(type, EightByte.SSE);
    }
    int first = (int) (bitOffset / 64);
    boolean aligned = bitOffset % 128 == 0;
    if (aligned) {
      classes[first] = classes[first].merge(EightByte.X87);
      classes[first + 1] = classes[first + 1].merge(EightByte.X87UP);
    }
    return aligned;
  }

  @Override
  public Boolean visit(ComplexType type) {
    long part = 8 * type.part().size();
    boolean aligned = place(type.part(), bitOffset);
    return place(type.part(), bitOffset + part) && aligned;
  }

  @Override
  public Boolean visit(ArrayType type) {
    boolean aligned = true;
    for (long i = 0; i < type.count(); i++) {
      aligned &= place(type.element(), bitOffset + 8 * i * type.element().size());
    }
    return aligned;
  }

  @Override
  public Boolean visit(StructType type) {
    boolean aligned = true;
    for (Field field : type.fields()) {
      if (field.isBitField()) {
        long before = bitOffset;
        bitOffset += field.bitOffset();
        cover(field.bitSize(), EightByte.INTEGER);
        bitOffset = before;
      } else {
        aligned &= place(field.type(), bitOffset + field.bitOffset());
      }
    }
    return aligned;
  }

  @Override
  public Boolean visit(FunctionType type) {
    throw new NativeException(type.text() + " is a function, not a value");
  }

  @Override
  public Boolean visit(OpaqueType type) {
    throw new NativeException(type.text() + " can't be passed: " + type.reason());
  }
}
