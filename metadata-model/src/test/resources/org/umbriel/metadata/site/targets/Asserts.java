import java.util.function.IntPredicate;

class Asserts {
  static int counter;
  int value;

  static {
    assert counter == 0; // expect ASSERTION
  }

  void plain(int n) {
    assert n > 0; // expect ASSERTION
    assert n > 1 : "message"; // expect ASSERTION
    assert n > 2 : n; // expect ASSERTION
    assert n > 3 && n < 9 || value == n : "between " + n; // expect ASSERTION
    assert true;
    assert !(n == 5); // expect ASSERTION
  }

  void impossible() {
    assert false; // expect ASSERTION
  }

  int impossibleInTheMiddle(int n) {
    if (n > 3) {
      assert false : n; // expect ASSERTION
    }
    return n;
  }

  int messages(int n, boolean b) {
    assert n > 0 : n > 5 ? "big" : b ? "small" : counter; // expect ASSERTION
    assert b : new AssertionError("as a message"); // expect ASSERTION
    assert b : new IllegalStateException(new AssertionError(n)); // expect ASSERTION
    return n;
  }

  int lastInLoops(int n) {
    while (n > 0) {
      n--;
      assert n != 5; // expect ASSERTION
    }
    do {
      assert n < 3 : "do"; // expect ASSERTION
    } while (n++ < 2);
    for (int i = 0; i < n; i++) {
      if (i == 7) {
        continue;
      }
      assert i != n; // expect ASSERTION
    }
    return n;
  }

  void endless(int n) {
    for (; ; ) {
      n++;
      assert n > 0; // expect ASSERTION
    }
  }

  int branches(int n, boolean b) {
    if (b) {
      assert n > 0; // expect ASSERTION
    } else {
      assert n < 0; // expect ASSERTION
    }
    switch (n) {
      case 1:
        assert b; // expect ASSERTION
        break;
      case 2:
        assert !b; // expect ASSERTION
      default:
        assert n > 2; // expect ASSERTION
    }
    if (b) assert n == 1; // expect ASSERTION
    return 1;
  }

  void twice(int n) {
    try {
      counter++;
    } finally {
      assert n > 0; // expect ASSERTION, ASSERTION
    }
  }

  void inTry(int n) {
    try {
      assert n > 0; // expect ASSERTION
    } catch (AssertionError e) {
      assert n < 0; // expect ASSERTION
    }
  }

  IntPredicate lambda(int m) {
    return n -> {
      assert n > m; // expect ASSERTION
      return n == 1;
    };
  }

  IntPredicate anonymous() {
    return new IntPredicate() {
      @Override
      public boolean test(int n) {
        assert n > 0; // expect ASSERTION
        return true;
      }
    };
  }

  int notAsserts(int n) {
    if (n > 0) {
      throw new AssertionError("thrown by hand");
    }
    AssertionError made = new AssertionError();
    throw made;
  }

  int conditionsThatThrow(int k) {
    assert switch (k) { case 1 -> counter > 0; default -> throw new IllegalStateException(); }; // expect ASSERTION
    assert switch (k) { case 1 -> counter > 0; default -> throw new AssertionError("by hand"); } : k; // expect ASSERTION
    assert k > 0 : switch (k) { case 1 -> "one"; default -> throw new AssertionError("late"); }; // expect ASSERTION
    return k;
  }

  enum Kind {
    ONE;

    void check() {
      assert this == ONE; // expect ASSERTION
    }
  }

  interface Shape {
    int corners();

    default void check() {
      assert corners() > 2; // expect ASSERTION
    }

    static void checkStatically(int n) {
      assert n > 2; // expect ASSERTION
    }
  }

  record Range(int from, int to) {
    Range {
      assert from <= to : from + ".." + to; // expect ASSERTION
    }
  }
}
