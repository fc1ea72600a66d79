package org.umbriel.symexec.compete.horn;

import org.sosy_lab.sv_benchmarks.Verifier;

/** Programs without a violation that need an invariant. */
final class Provable {
  private Provable() {}

  static final class McCarthy {
    static int f(int n) {
      return n > 100 ? n - 10 : f(f(n + 11));
    }

    public static void main(String[] none) {
      int n = Verifier.nondetInt();
      int result = f(n);
      assert n > 101 ? result == n - 10 : result == 91;
    }
  }

  static final class Addition {
    static int add(int m, int n) {
      return n == 0 ? m : n > 0 ? add(m + 1, n - 1) : add(m - 1, n + 1);
    }

    public static void main(String[] none) {
      int m = Verifier.nondetInt();
      int n = Verifier.nondetInt();
      assert add(m, n) == m + n;
    }
  }

  static final class Counting {
    public static void main(String[] none) {
      int n = Verifier.nondetInt();
      int i = 0;
      while (i < n) {
        i++;
      }
      assert n < 0 || i == n;
    }
  }

  static final class Machine {
    private static int state;

    private static void step(boolean up) {
      if (up && state < 3) {
        state++;
      } else if (!up && state > 0) {
        state--;
      }
    }

    public static void main(String[] none) {
      while (Verifier.nondetBoolean()) {
        step(Verifier.nondetBoolean());
        assert state >= 0 && state <= 3;
      }
    }
  }

  static final class Caught {
    private static int divide(int a, int b) {
      return a / b;
    }

    public static void main(String[] none) {
      int failures = 0;
      for (int i = 0; i < Verifier.nondetInt(); i++) {
        try {
          divide(i, 0);
          failures--;
        } catch (ArithmeticException e) {
          failures = Math.abs(1);
          failures = 1;
        }
      }
      assert failures == 0 || failures == 1;
    }
  }

  static final class Overridden {
    abstract static class Shape {
      abstract int corners(int size);
    }

    static final class Square extends Shape {
      @Override
      int corners(int size) {
        return 4;
      }
    }

    static final class Polygon extends Shape {
      @Override
      int corners(int size) {
        return size < 3 ? 3 : size;
      }
    }

    public static void main(String[] none) {
      int sum = 0;
      Shape shape = Verifier.nondetBoolean() ? new Square() : new Polygon();
      while (sum < 1_000 && Verifier.nondetBoolean()) {
        sum = Math.max(sum, 0);
        assert shape.corners(Verifier.nondetInt()) >= 3;
      }
    }
  }
}
