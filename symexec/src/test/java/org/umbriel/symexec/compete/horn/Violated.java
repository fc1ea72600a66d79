package org.umbriel.symexec.compete.horn;

import org.sosy_lab.sv_benchmarks.Verifier;

/** Programs with a violation, each by something that a proof could overlook. */
final class Violated {
  private Violated() {}

  static final class SumWraps {
    public static void main(String[] none) {
      int x = Verifier.nondetInt();
      assert x + 1 > x;
    }
  }

  static final class ProductWraps {
    public static void main(String[] none) {
      int x = Verifier.nondetInt();
      assert x < 0 || x * 3 >= 0;
    }
  }

  static final class QuotientWraps {
    public static void main(String[] none) {
      int x = Verifier.nondetInt();
      assert x > 0 || x / -1 >= 0;
    }
  }

  static final class RestIsNegative {
    public static void main(String[] none) {
      assert Verifier.nondetInt() % 7 >= 0;
    }
  }

  static final class UnknownDivisor {
    public static void main(String[] none) {
      int x = Verifier.nondetInt();
      int y = Verifier.nondetInt();
      assert y == 0 || x % y != 5 || x / y != 4;
    }
  }

  static final class CastWraps {
    public static void main(String[] none) {
      int x = Verifier.nondetInt();
      assert x < 0 || (byte) x >= 0;
    }
  }

  static final class LongIsCut {
    public static void main(String[] none) {
      long x = Verifier.nondetLong();
      assert x <= 0 || (int) x > 0;
    }
  }

  static final class ShiftWraps {
    public static void main(String[] none) {
      int x = Verifier.nondetInt();
      assert x < 0 || x << 1 >= 0;
    }
  }

  static final class UnsignedShift {
    public static void main(String[] none) {
      int x = Verifier.nondetInt();
      assert x >>> 28 < 8;
    }
  }

  static final class OffByOne {
    public static void main(String[] none) {
      int n = Verifier.nondetInt();
      int i = 0;
      while (i <= n && i < 100) {
        i++;
      }
      assert n < 0 || n >= 100 || i == n;
    }
  }

  static final class FieldBeforeException {
    private static int field;

    private static void set(int x) {
      field = 1;
      field = 1 / x;
    }

    public static void main(String[] none) {
      try {
        set(0);
      } catch (ArithmeticException e) {
        assert field == 0;
      }
    }
  }

  static final class Initialised {
    private static int field = Integer.parseInt("5");

    public static void main(String[] none) {
      assert field == 0;
    }
  }

  static final class Finally {
    public static void main(String[] none) {
      int[] array = new int[1];
      int x = 0;
      try {
        array[Verifier.nondetInt()] = 1;
        x = 1;
      } finally {
        assert x == 1;
      }
    }
  }

  static final class StackOverflow {
    private static int deep(int n) {
      return n < 0 ? 0 : deep(n + 1) + 1;
    }

    public static void main(String[] none) {
      try {
        deep(0);
      } catch (StackOverflowError e) {
        assert false;
      }
    }
  }

  static final class OtherMethod {
    static class Base {
      int answer() {
        return 1;
      }
    }

    static final class Derived extends Base {
      @Override
      int answer() {
        return 2;
      }
    }

    public static void main(String[] none) {
      Base base = Verifier.nondetBoolean() ? new Base() : new Derived();
      assert base.answer() == 1;
    }
  }

  static final class CalledBack {
    private static boolean isCalled;

    @Override
    public String toString() {
      isCalled = true;
      return "";
    }

    public static void main(String[] none) {
      System.out.println((Object) new CalledBack());
      assert !isCalled;
    }
  }

  static final class OtherInitialiser {
    static final class Broken {
      static final int VALUE = 1 / Integer.parseInt("0");
    }

    public static void main(String[] none) {
      try {
        System.out.println(Broken.VALUE);
      } catch (ExceptionInInitializerError e) {
        assert false;
      }
    }
  }

  static final class NullReceiver {
    private void call() {}

    public static void main(String[] none) {
      NullReceiver[] receivers = new NullReceiver[1];
      try {
        receivers[0].call();
      } catch (NullPointerException e) {
        assert false;
      }
    }
  }
}
