package org.umbriel.nativeinterop.value;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.memory.RawMemory;
import org.umbriel.nativeinterop.type.ArrayType;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.type.VoidType;

/**
 * Java objects to bytes of a type.
 *
 * <table>
 * <caption>What is taken for what</caption>
 * <tr><td>integer</td><td>any whole Number in its range, Character, Boolean</td></tr>
 * <tr><td>enumeration</td><td>an enumerator's name, a constant of a Java enum of that name, a Number</td></tr>
 * <tr><td>floating point, complex</td><td>Number, {@link Complex}</td></tr>
 * <tr><td>structure</td><td>List in member order, Map or record by member names; a union: a Map of one</td></tr>
 * <tr><td>array</td><td>List, Java array, String for characters</td></tr>
 * <tr><td>pointer</td><td>{@link NativePointer}, null; String; what is to be there, which is copied: an
 * array of elements (a primitive one is copied back), a List, Map or record; {@link Callback} for a
 * function</td></tr>
 * <tr><td>all</td><td>{@link Value} of an equal type</td></tr>
 * </table>
 */
public final class Encoder {
  private final Backing backing;

  public Encoder(Backing backing) {
    this.backing = backing;
  }

  /**
   * Writes a value.
   *
   * @param place what messages call it
   * @param out zeroed, in little-endian order
   * @throws ArgumentException if it is no value of the type
   */
  public void encode(@Nullable Object value, CType type, Place place, ByteBuffer out, int at) {
    if (value instanceof Integer number && type.equals(IntegerType.INT)) {
      out.putInt(at, number);
    } else if (value instanceof Value given && isSame(given.type(), type)) {
      out.put(at, given.toBytes());
    } else {
      type.accept(new Encoding(this, value, type, place, out, at));
    }
  }

  private static boolean isSame(CType one, CType other) {
    return one == other
        || one.equals(other)
        || (one.text().equals(other.text()) && one.size() == other.size());
  }

  /** The address of what a Java object means where a pointer is wanted. */
  long address(@Nullable Object value, PointerType type, Place place) {
    if (value == null) {
      return 0;
    }
    if (value instanceof NativePointer pointer) {
      requirePointer(pointer, type, place);
      return pointer.address();
    }
    if (value instanceof Value given && given.type() instanceof PointerType other) {
      requireTarget(other.target(), type, place);
      return given.toLong();
    }
    CType target = type.target();
    if (value instanceof Callback callback) {
      if (target instanceof FunctionType function) {
        return backing.stub(function, callback);
      }
      throw new ArgumentException(place, type, "no function can stand here");
    }
    if (value instanceof String text) {
      if (type.isText() || target instanceof VoidType) {
        return placeText(text, place, type);
      }
      throw new ArgumentException(place, type, "\"" + text + "\" is no pointer");
    }
    if (value.getClass().isArray() && value.getClass().getComponentType().isPrimitive()) {
      return placeArray(value, type, place);
    }
    return placeCopy(value, type, place);
  }

  /**
   * Whether a pointer may be given for one of a type.
   *
   * @throws ArgumentException if it leads to another structure
   * @throws org.umbriel.nativeinterop.memory.MemoryAccessException if what it leads to is gone
   */
  public static void requirePointer(NativePointer pointer, PointerType type, Place place) {
    pointer.owner().check(pointer.address(), 0);
    requireTarget(pointer.target(), type, place);
  }

  private static void requireTarget(CType given, PointerType type, Place place) {
    CType wanted = type.target();
    if (given == wanted) {
      return;
    }
    boolean known = given.size() > 0 && wanted.size() > 0;
    boolean fits = !known || isSame(given, wanted) || !isNamed(given) || !isNamed(wanted);
    if (!fits) {
      throw new ArgumentException(place, type, "a pointer to " + given.text());
    }
  }

  private static boolean isNamed(CType type) {
    return type.text().matches("(struct|union|class) \\w.*");
  }

  private long placeText(String text, Place place, PointerType type) {
    if (text.indexOf(0) >= 0) {
      throw new ArgumentException(place, type, "a text with a zero character in it");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long address = backing.allocate(bytes.length + 1L);
    RawMemory.put(address, bytes);
    return address;
  }

  private long placeArray(Object array, PointerType type, Place place) {
    CType element = type.target() instanceof VoidType ? elementOf(array) : type.target();
    int count = Array.getLength(array);
    ArrayType whole = new ArrayType(element, count);
    long address = backing.allocate(whole.size());
    encode(array, whole, place, RawMemory.view(address, whole.size()), 0);
    backing.copyBack(address, array);
    return address;
  }

  /** What an array of Java's means to a {@code void *}. */
  private static CType elementOf(Object array) {
    return JavaTypes.of(array.getClass().getComponentType());
  }

  private long placeCopy(Object value, PointerType type, Place place) {
    CType target = type.target();
    if (!isAggregate(value) && !value.getClass().isArray()) {
      throw new ArgumentException(place, type, describe(value) + " is no pointer");
    }
    boolean many =
        value.getClass().isArray() || (value instanceof List && !(target instanceof StructType));
    if (many && !(target instanceof ArrayType) && target.size() > 0) {
      target = new ArrayType(target, elements(value).size());
    }
    if (target.size() == 0) {
      throw new ArgumentException(place, type, target.text() + " has no size");
    }
    long address = backing.allocate(target.size());
    encode(value, target, place, RawMemory.view(address, target.size()), 0);
    return address;
  }

  private static boolean isAggregate(@Nullable Object value) {
    return value instanceof List
        || value instanceof Map
        || value instanceof Record
        || value instanceof Value;
  }

  /** The elements of a List or of any array of Java's. */
  static List<@Nullable Object> elements(Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    Object[] elements = new Object[Array.getLength(value)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Array.get(value, i);
    }
    return Arrays.asList(elements);
  }

  /** A Java object in a message. */
  static String describe(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Value given) {
      return given + " of type " + given.type().text();
    }
    return value instanceof String text ? Texts.quoted(text) : value.toString();
  }

  /** The integer that a Java object is, if it is one. */
  static @Nullable BigInteger integer(@Nullable Object value) {
    if (value instanceof BigInteger big) {
      return big;
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return BigInteger.valueOf(((Number) value).longValue());
    }
    if (value instanceof Character character) {
      return BigInteger.valueOf(character);
    }
    if (value instanceof Boolean truth) {
      return truth ? BigInteger.ONE : BigInteger.ZERO;
    }
    if (value instanceof Value given && isInteger(given)) {
      return given.toBigInteger();
    }
    return null;
  }

  private static boolean isInteger(Value value) {
    return value.type() instanceof IntegerType || value.type() instanceof EnumType;
  }
}
