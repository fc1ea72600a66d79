package org.umbriel.nativeinterop.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.Owner;
import org.umbriel.nativeinterop.type.ArrayType;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.ComplexType;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;

/**
 * A value of a type of C: a copy of its bytes, which nobody changes. Asking one for what it is not
 * is a {@link NativeException}.
 */
public final class Value {
  private final CType type;
  private final @Nullable Arena arena;

  /** Null if the value is what {@code register} holds. */
  private final @Nullable ByteBuffer bytes;

  private final long register;

  /**
   * @param bytes at least as many as the type has; not changed any more
   */
  public Value(CType type, byte[] bytes) {
    this(type, ByteBuffer.wrap(bytes), null);
  }

  /** A value whose pointers may lead into an arena, which lives as long as the value. */
  public Value(CType type, byte[] bytes, @Nullable Arena arena) {
    this(type, ByteBuffer.wrap(bytes), arena);
  }

  /** A value of at most 8 bytes as it stands in a register, above it anything. */
  public Value(CType type, long register) {
    this.type = type;
    this.register = register;
    bytes = null;
    arena = null;
  }

  private Value(CType type, ByteBuffer bytes, @Nullable Arena arena) {
    this.type = type;
    register = 0;
    this.arena = arena;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.capacity() < type.size()) {
      throw new IllegalArgumentException(bytes.capacity() + " bytes for " + type.text());
    }
  }

  private ByteBuffer bytes() {
    return bytes != null
        ? bytes
        : ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, register);
  }

  public CType type() {
    return type;
  }

  public byte[] toBytes() {
    byte[] copy = new byte[Math.toIntExact(type.size())];
    bytes().get(0, copy);
    return copy;
  }

  /** An integer, or the number behind an enumerator. */
  public BigInteger toBigInteger() {
    if (type instanceof EnumType each) {
      return Bits.get(bytes(), 0, each.representation());
    }
    if (type instanceof IntegerType integer) {
      return Bits.get(bytes(), 0, integer);
    }
    throw isNo("integer");
  }

  /** An integer that fits a long, or an address. */
  public long toLong() {
    if (type instanceof PointerType) {
      return bytes().getLong(0);
    }
    if (type instanceof IntegerType integer && integer.isSigned() && integer.size() <= Long.BYTES) {
      if (bytes == null) {
        int above = Long.SIZE - 8 * (int) integer.size();
        return register << above >> above;
      }
      return Bits.getLong(bytes(), 0, integer.size(), true);
    }
    BigInteger value = toBigInteger();
    if (value.bitLength() > 63) {
      throw isNo("long, it is " + value);
    }
    return value.longValue();
  }

  /** An integer that fits an int. */
  public int toInt() {
    long value = toLong();
    if (value != (int) value) {
      throw isNo("int, it is " + value);
    }
    return (int) value;
  }

  public boolean toBoolean() {
    return toBigInteger().signum() != 0;
  }

  /** A number to the nearest double. */
  public double toDouble() {
    return type instanceof RealType ? toNumber().doubleValue() : toBigInteger().doubleValue();
  }

  /** A finite number, exactly. */
  public BigDecimal toBigDecimal() {
    if (!(type instanceof RealType)) {
      return new BigDecimal(toBigInteger());
    }
    Number number = toNumber();
    if (number instanceof BigDecimal exact) {
      return exact;
    }
    if (!Double.isFinite(number.doubleValue())) {
      throw isNo("finite number, it is " + number);
    }
    return new BigDecimal(number.doubleValue());
  }

  /** A number: Float, Double, or of a long double a BigDecimal, or a Double if it is not finite. */
  public Number toNumber() {
    if (!(type instanceof RealType real)) {
      return toBigInteger();
    }
    return real(real, 0);
  }

  private Number real(RealType real, int at) {
    if (real.isExtended()) {
      return Extended.get(bytes(), at);
    }
    if (bytes == null && real.size() == Double.BYTES) {
      return Double.longBitsToDouble(register);
    }
    return real.size() == 4
        ? (Number) Float.valueOf(bytes().getFloat(at))
        : (Number) Double.valueOf(bytes().getDouble(at));
  }

  public Complex toComplex() {
    if (type instanceof ComplexType complex) {
      RealType part = complex.part();
      return new Complex(real(part, 0), real(part, (int) part.size()));
    }
    throw isNo("complex number");
  }

  /** A text that a pointer leads to, or that stands in an array up to its first zero. */
  public String toText() {
    if (type instanceof PointerType) {
      return toPointer().readText();
    }
    if (type instanceof ArrayType array
        && array.element() instanceof IntegerType element
        && element.isCharacter()) {
      return Texts.untilZero(toBytes());
    }
    throw isNo("text");
  }

  public NativePointer toPointer() {
    if (type instanceof PointerType pointer) {
      long address = bytes().getLong(0);
      Owner owner = arena != null && arena.contains(address) ? arena : Owner.NATIVE_CODE;
      return new NativePointer(address, pointer.target(), owner);
    }
    throw isNo("pointer");
  }

  /** A member; a bit-field is a value of its type. */
  public Value member(String name) {
    return member(Members.find(type, name));
  }

  Value member(Field field) {
    if (!field.isBitField()) {
      return part(field.type(), field.offset());
    }
    IntegerType integer =
        field.type() instanceof EnumType named
            ? named.representation()
            : (IntegerType) field.type();
    ByteBuffer whole = ByteBuffer.allocate((int) integer.size()).order(ByteOrder.LITTLE_ENDIAN);
    BigInteger value =
        Bits.getField(bytes(), 0, field.bitOffset(), field.bitSize(), integer.isSigned());
    Bits.put(whole, 0, integer.size(), value);
    return new Value(field.type(), whole, arena);
  }

  /** An element of an array. */
  public Value element(long index) {
    if (!(type instanceof ArrayType array)) {
      throw isNo("array");
    }
    if (index < 0 || index >= array.count()) {
      throw new NativeException("no element " + index + " in " + type.text());
    }
    return part(array.element(), index * array.element().size());
  }

  private Value part(CType part, long offset) {
    return new Value(part, bytes().slice((int) offset, (int) part.size()), arena);
  }

  /**
   * The value as a Java object: a record whose components are named like members, a number, a
   * boolean, a String, an enum constant of the enumerator's name, a {@link NativePointer}, or this.
   */
  public <T> T to(Class<T> wanted) {
    return JavaObjects.cast(wanted, toObject(wanted));
  }

  private Object toObject(Class<?> wanted) {
    if (wanted.isRecord()) {
      return toRecord(wanted);
    }
    if (wanted.isEnum()) {
      return JavaObjects.constant(wanted, toString());
    }
    return JavaObjects.simple(this, wanted);
  }

  private Object toRecord(Class<?> wanted) {
    RecordComponent[] components = wanted.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = member(components[i].getName()).toObject(types[i]);
    }
    try {
      Constructor<?> constructor = wanted.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new NativeException("no " + wanted.getName() + " of " + this + ": " + e, e);
    }
  }

  NativeException isNo(String what) {
    return new NativeException(type.text() + " is no " + what);
  }

  /** Whether the types read alike and all bytes, padding included, are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Value value
        && type.text().equals(value.type.text())
        && Arrays.equals(toBytes(), value.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBytes());
  }

  /** As gdb prints it: {@code {x = 2, y = 3}}. */
  @Override
  public String toString() {
    return type.accept(new Printer(this, true));
  }
}
