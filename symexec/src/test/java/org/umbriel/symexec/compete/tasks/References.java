package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION TRUE. References that ways set apart. */
public final class References {
  private References() {}

  /** An enumeration's constants are objects. */
  enum Level {
    LOW,
    NORMAL,
    HIGH
  }

  /** With a field that is read, and written, through a reference that may be one of two. */
  abstract static class Counter {
    int count;
    Counter next;

    abstract int step();
  }

  /** Counts by one. */
  static final class ByOne extends Counter {
    @Override
    int step() {
      return 1;
    }
  }

  /** Counts by two. */
  static final class ByTwo extends Counter {
    @Override
    int step() {
      return 2;
    }
  }

  public static void main(String[] args) {
    Level level = Level.NORMAL;
    Counter one = new ByOne();
    Counter two = new ByTwo();
    Counter head = null;
    int steps = 0;
    for (int round = 0; round < 8; round++) {
      boolean rises = Verifier.nondetBoolean();
      if (rises) {
        level = level == Level.LOW ? Level.NORMAL : Level.HIGH;
      } else {
        level = level == Level.HIGH ? Level.NORMAL : Level.LOW;
      }
      Counter counter = level == Level.HIGH ? one : two;
      counter.count += counter.step();
      steps += counter.step();
      if (level == Level.LOW) {
        Counter first = new ByOne();
        first.next = head;
        head = first;
      }
    }
    assert one.count + two.count == steps;
    assert two.count % 2 == 0;
    assert level.ordinal() <= 2 && steps >= 8 && steps <= 16;
    int length = 0;
    for (Counter at = head; at != null; at = at.next) {
      length++;
    }
    assert length <= 8;
  }
}
