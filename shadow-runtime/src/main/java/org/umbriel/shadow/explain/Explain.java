package org.umbriel.shadow.explain;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * Checks before instructions that may fail (JVMS 6.5). Each throws the very exception type that the
 * instruction would throw, from the same frame; texts are looked up by number only then.
 */
public final class Explain {
  private Explain() {}

  /** A value that is dereferenced: {@code text}. */
  public static void notNull(Object value, int number) {
    if (value == null) {
      throw raise(new NullPointerException(text(number, 0)));
    }
  }

  /** An element that is read or written: {@code text if null, text if out of bounds}. */
  public static void index(Object array, int index, int number) {
    notNull(array, number);
    int length = Array.getLength(array);
    if (index < 0 || index >= length) {
      throw raise(new ArrayIndexOutOfBoundsException(text(number, 1, index, length)));
    }
  }

  /** A reference that is stored in an array: {@code as for index, text if it does not fit}. */
  public static void store(Object array, int index, Object value, int number) {
    index(array, index, number);
    Class<?> element = array.getClass().getComponentType();
    if (value != null && !element.isInstance(value)) {
      String target = element.getTypeName();
      throw raise(new ArrayStoreException(text(number, 2, name(value.getClass(), target), target)));
    }
  }

  /** A divisor: {@code text}. */
  public static void divisor(int divisor, int number) {
    if (divisor == 0) {
      throw raise(new ArithmeticException(text(number, 0)));
    }
  }

  /** A divisor: {@code text}. */
  public static void divisor(long divisor, int number) {
    if (divisor == 0) {
      throw raise(new ArithmeticException(text(number, 0)));
    }
  }

  /** A value that is cast: {@code text, name of the type that it is cast to}. */
  public static void cast(Object value, boolean fits, int number) {
    if (!fits && value != null) {
      String name = name(value.getClass(), text(number, 1));
      throw raise(new ClassCastException(text(number, 0, name)));
    }
  }

  /** The size of a new array: {@code text}. */
  public static void size(int size, int number) {
    if (size < 0) {
      throw raise(new NegativeArraySizeException(text(number, 0, size)));
    }
  }

  /** Two classes of one name are told apart by their loaders; asking these to print runs code. */
  private static String name(Class<?> type, String target) {
    String name = type.getTypeName();
    ClassLoader loader = type.getClassLoader();
    return name.equals(target) && loader != null
        ? name + " of another loader, a " + loader.getClass().getTypeName()
        : name;
  }

  /** Nothing that goes wrong here may take the place of the exception. */
  private static String text(int number, int part, Object... values) {
    try {
      return Messages.text(number, part, values);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return Arrays.toString(values);
    }
  }

  /** Without the frames of this class. */
  private static <T extends Throwable> T raise(T exception) {
    StackTraceElement[] trace = exception.getStackTrace();
    int own = 0;
    while (own < trace.length && trace[own].getClassName().equals(Explain.class.getName())) {
      own++;
    }
    exception.setStackTrace(Arrays.copyOfRange(trace, own, trace.length));
    return exception;
  }
}
