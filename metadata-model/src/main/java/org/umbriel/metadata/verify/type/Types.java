package org.umbriel.metadata.verify.type;

import org.umbriel.metadata.verify.format.KnownName;

/**
 * Verification types (JVMS 4.10.1.2) as ints. References are negative: dimensions in eight bits, a
 * bit for arrays of primitives, and the number of the class's name or the primitive. Uninitialized
 * objects carry the index of their {@code new}; the rest are small numbers.
 */
public final class Types {
  public static final int TOP = 0;
  public static final int INT = 1;
  public static final int FLOAT = 2;
  public static final int LONG = 3;
  public static final int DOUBLE = 4;

  /** The second slots of the two-slot types. */
  public static final int LONG_2 = 5;

  public static final int DOUBLE_2 = 6;
  public static final int UNINITIALIZED_THIS = 7;

  /** These four stand in descriptors and array types only; as values they are {@link #INT}. */
  public static final int BOOLEAN = 8;

  public static final int BYTE = 9;
  public static final int CHAR = 10;
  public static final int SHORT = 11;

  public static final int NULL = -1;
  public static final int OBJECT = object(KnownName.OBJECT);
  public static final int STRING = object(KnownName.STRING);
  public static final int CLASS = object(KnownName.CLASS);
  public static final int THROWABLE = object(KnownName.THROWABLE);
  public static final int METHOD_HANDLE = object(KnownName.METHOD_HANDLE);
  public static final int METHOD_TYPE = object(KnownName.METHOD_TYPE);

  private static final int REFERENCE = 1 << 31;
  private static final int UNINITIALIZED = 1 << 30;
  private static final int DIMENSION_SHIFT = 23;
  private static final int OF_PRIMITIVE = 1 << 22;
  private static final int BASE = OF_PRIMITIVE - 1;

  private Types() {}

  /** The type of a class. */
  public static int object(int name) {
    return REFERENCE | name;
  }

  /** An array of a class or interface; without dimensions, the class itself. */
  public static int objectArray(int dimensions, int name) {
    return REFERENCE | dimensions << DIMENSION_SHIFT | name;
  }

  /** An array of a primitive type. */
  public static int primitiveArray(int dimensions, int primitive) {
    return REFERENCE | dimensions << DIMENSION_SHIFT | OF_PRIMITIVE | primitive;
  }

  /** What {@code new} leaves on the stack. */
  public static int uninitialized(int bci) {
    return UNINITIALIZED | bci;
  }

  /** The {@code new} that made an uninitialized object. */
  public static int newAt(int type) {
    return type & ~UNINITIALIZED;
  }

  /** Whether a type is of an object that {@code new} made; {@code uninitializedThis} is not. */
  public static boolean isNew(int type) {
    return (type & (REFERENCE | UNINITIALIZED)) == UNINITIALIZED;
  }

  /** References, {@code null} included, uninitialized ones not. */
  public static boolean isReference(int type) {
    return type < 0;
  }

  /** References and uninitialized objects: what {@code aload} and {@code astore} move. */
  public static boolean isAddress(int type) {
    return type < 0 || type == UNINITIALIZED_THIS || (type & UNINITIALIZED) != 0;
  }

  /** Whether a value takes one slot. */
  public static boolean isOneSlot(int type) {
    return type < 0 || type == INT || type == FLOAT || type >= UNINITIALIZED_THIS;
  }

  /** Whether a type is the first slot of two. */
  public static boolean isFirstOfTwo(int type) {
    return type == LONG || type == DOUBLE;
  }

  /** Whether a type is the second slot of two. */
  public static boolean isSecondOfTwo(int type) {
    return type == LONG_2 || type == DOUBLE_2;
  }

  /** The second slot of a two-slot type. */
  public static int secondOf(int type) {
    return type + 2;
  }

  /** Classes and interfaces, not arrays, not {@code null}. */
  public static boolean isObject(int type) {
    return type < 0 && type != NULL && dimensions(type) == 0;
  }

  public static boolean isArray(int type) {
    return type < 0 && type != NULL && dimensions(type) > 0;
  }

  /** Arrays whose elements are references. */
  public static boolean isReferenceArray(int type) {
    return isArray(type) && (dimensions(type) > 1 || (type & OF_PRIMITIVE) == 0);
  }

  /** Arrays, of whatever dimensions, whose innermost elements are primitive. */
  public static boolean isOfPrimitive(int type) {
    return (type & OF_PRIMITIVE) != 0;
  }

  /** How many dimensions an array has. */
  public static int dimensions(int type) {
    return type >> DIMENSION_SHIFT & 0xFF;
  }

  /** The number of the name of an object type, or of an array's elements' class. */
  public static int name(int type) {
    return type & BASE;
  }

  /** The type of an array's elements. */
  public static int component(int array) {
    if (dimensions(array) == 1 && isOfPrimitive(array)) {
      return array & BASE;
    }
    return array - (1 << DIMENSION_SHIFT);
  }

  /** An array of a reference type; callers make sure that it has room for one more dimension. */
  public static int arrayOf(int reference) {
    return reference + (1 << DIMENSION_SHIFT);
  }
}
