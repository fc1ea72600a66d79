package org.umbriel.benchmarks.trap;

/**
 * Code for traps: each method fails at the check that its name says if it is told to. Its compiled
 * form is what the tests read.
 */
public final class TrapSubject {
  private static String kept = "";

  private TrapSubject() {}

  static int nullDereference(boolean bad) {
    String text = bad ? null : "text";
    return text.length();
  }

  static String nullReceiverBelowWideArguments(boolean bad) {
    TrapSubject receiver = bad ? null : new TrapSubject();
    return receiver.wide(1L, 2.0, "s", 3);
  }

  private String wide(long a, double b, String c, int d) {
    return a + " " + b + c + d;
  }

  static int arrayBounds(boolean bad) {
    long[] array = new long[2];
    array[bad ? 2 : 1] = 7L;
    return array.length;
  }

  static int arrayBoundsOfMissingArray(boolean bad) {
    int[] array = bad ? null : new int[1];
    return array[0];
  }

  static int divisionByZero(boolean bad) {
    return 7 / (bad ? 0 : 1);
  }

  static long longDivisionByZero(boolean bad) {
    return 7L % (bad ? 0L : 1L);
  }

  static String classCast(boolean bad) {
    Object value = bad ? Integer.valueOf(1) : "s";
    return (String) value;
  }

  static Object arrayStore(boolean bad) {
    Object[] array = bad ? new Integer[1] : new String[1];
    array[0] = "s";
    return array;
  }

  static Object negativeArraySize(boolean bad) {
    return new int[bad ? -1 : 1];
  }

  static Object negativeInnerSize(boolean bad) {
    return new int[bad ? 2 : 1][bad ? -1 : 1];
  }

  static int assertion(boolean bad) {
    assert !bad : "told to";
    return 1;
  }

  static int precondition(boolean bad) {
    return required(1L, bad ? null : "s", 2);
  }

  static int constructorPrecondition(boolean bad) {
    return new Holder(2L, bad ? null : "s").hashCode();
  }

  static int required(long before, String text, int after) {
    return text.length();
  }

  static int monitor(boolean bad) {
    Object lock = new Object();
    synchronized (lock) {
      return bad ? 1 : 2;
    }
  }

  static int loopToTheBeginning(boolean bad) {
    do {
      if (!bad) {
        return 1;
      }
      bad = false;
    } while (true);
  }

  /** Outer's argument goes on to {@link #inner}. */
  static int outer(boolean bad) {
    return outer(bad ? null : "s");
  }

  static int outer(String text) {
    return inner(text);
  }

  static int inner(String text) {
    return text.length();
  }

  /** Breaks {@link #keep}'s contract, and fails when that is over. */
  static int later(boolean bad) {
    keep(bad ? null : "s");
    return used();
  }

  static void keep(String text) {
    kept = text;
  }

  static int used() {
    return kept.length();
  }

  /** Breaks the contract in one activation, fails in the next, at the same depth of the stack. */
  static int again(boolean bad) {
    kept = bad ? null : "s";
    int sum = 0;
    for (int i = 0; i < 2; i++) {
      sum += activation(i == 0 && bad ? null : "s", i == 1);
    }
    return sum;
  }

  static int activation(String text, boolean last) {
    return last ? kept.length() : 0;
  }

  /** Code that nobody checked. */
  static final class Outside {
    private Outside() {}

    static int outer(boolean bad) {
      return TrapSubject.outer(bad ? null : "s");
    }
  }

  /** Has a constructor with a contract. */
  static final class Holder {
    private final String text;

    Holder(long before, String text) {
      super();
      this.text = text;
    }

    @Override
    public int hashCode() {
      return text == null ? 0 : text.length();
    }
  }
}
