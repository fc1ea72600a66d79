package org.umbriel.symexec.replay.plan;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;

/** How to get hold of a value. Types are field descriptors (JVMS 4.3.2). */
public sealed interface Value {

  /** The static type, a field descriptor; {@code V} for a call that returns nothing. */
  String type();

  <R> R accept(Visitor<R> visitor);

  /** A fold over the forms. */
  interface Visitor<R> {
    R primitive(Primitive value);

    R nothing(Null value);

    R text(Text value);

    R classLiteral(ClassLiteral value);

    R array(Array value);

    R blankArray(BlankArray value);

    R call(Call value);

    R staticField(StaticField value);

    R local(Local value);
  }

  static Primitive of(boolean value) {
    return new Primitive("Z", value ? 1 : 0);
  }

  static Primitive of(byte value) {
    return new Primitive("B", value);
  }

  static Primitive of(char value) {
    return new Primitive("C", value);
  }

  static Primitive of(short value) {
    return new Primitive("S", value);
  }

  static Primitive of(int value) {
    return new Primitive("I", value);
  }

  static Primitive of(long value) {
    return new Primitive("J", value);
  }

  static Primitive of(float value) {
    return new Primitive("F", Float.floatToRawIntBits(value));
  }

  static Primitive of(double value) {
    return new Primitive("D", Double.doubleToRawLongBits(value));
  }

  /**
   * A value of a primitive type.
   *
   * @param bits the number, sign-extended ({@code char}: zero-extended; {@code boolean}: 0 or 1);
   *     for {@code float} and {@code double} the raw bits, so that every NaN is one of its own
   */
  record Primitive(String type, long bits) implements Value {
    public Primitive {
      long kept =
          switch (type) {
            case "Z" -> bits & 1;
            case "B" -> (byte) bits;
            case "C" -> (char) bits;
            case "S" -> (short) bits;
            case "I", "F" -> (int) bits;
            case "J", "D" -> bits;
            default -> throw new IllegalArgumentException("not a primitive type: " + type);
          };
      if (kept != bits) {
        throw new IllegalArgumentException(bits + " is no value of " + type);
      }
    }

    public int asInt() {
      return (int) bits;
    }

    public float asFloat() {
      return Float.intBitsToFloat((int) bits);
    }

    public double asDouble() {
      return Double.longBitsToDouble(bits);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.primitive(this);
    }
  }

  /** {@code null} where a reference of the type is expected. */
  record Null(String type) implements Value {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.nothing(this);
    }
  }

  /** A string literal. */
  record Text(String value) implements Value {
    @Override
    public String type() {
      return "Ljava/lang/String;";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.text(this);
    }
  }

  /**
   * A class literal.
   *
   * @param descriptor of the type it names; primitives and {@code V} included
   */
  record ClassLiteral(String descriptor) implements Value {
    @Override
    public String type() {
      return "Ljava/lang/Class;";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.classLiteral(this);
    }
  }

  /** An array with these elements; {@code type} is its own descriptor, {@code [I}. */
  record Array(String type, List<Value> elements) implements Value {
    public Array {
      elements = List.copyOf(elements);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.array(this);
    }
  }

  /** An array of which only the length counts: its elements are 0, false or null. */
  record BlankArray(String type, int length) implements Value {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.blankArray(this);
    }
  }

  /**
   * A constructor ({@code <init>}, no receiver; its value is the new object), a static method (no
   * receiver) or an instance method. The constructor of an inner class has its outer object as the
   * first argument, as in its descriptor.
   */
  record Call(MethodReference method, Optional<Value> receiver, List<Value> arguments)
      implements Value {
    public Call {
      arguments = List.copyOf(arguments);
    }

    /** {@code new owner(arguments)}. */
    public static Call construct(String owner, String descriptor, Value... arguments) {
      return onStatic(new MethodReference(owner, "<init>", descriptor), arguments);
    }

    /** {@code Owner.method(arguments)}. */
    public static Call onStatic(MethodReference method, Value... arguments) {
      return new Call(method, Optional.empty(), List.of(arguments));
    }

    /** {@code receiver.method(arguments)}. */
    public static Call on(Value receiver, MethodReference method, Value... arguments) {
      return new Call(method, Optional.of(receiver), List.of(arguments));
    }

    @Override
    public String type() {
      return method.isConstructor()
          ? "L" + method.owner() + ";"
          : MethodDescriptor.parse(method.descriptor()).returnType();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.call(this);
    }
  }

  /** What a static field holds: an enum constant, a singleton. */
  record StaticField(FieldReference field) implements Value {
    @Override
    public String type() {
      return field.descriptor();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.staticField(this);
    }
  }

  /** What an earlier {@link Step.Let} bound; the first is 0. One object may so appear twice. */
  record Local(int index, String type) implements Value {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.local(this);
    }
  }
}
