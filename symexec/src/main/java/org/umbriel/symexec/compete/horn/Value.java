package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.IntExpr;
import org.jspecify.annotations.Nullable;

/**
 * What a local variable or an operand is known to be.
 *
 * @param term null for what is not a whole number: anything
 * @param isObject whether it is a reference that is not null
 */
record Value(Kind kind, @Nullable IntExpr term, boolean isObject) {
  static final Value ANY = new Value(Kind.OTHER, null, false);
  static final Value ANY_WIDE = new Value(Kind.WIDE, null, false);
  static final Value OBJECT = new Value(Kind.OTHER, null, true);

  static final Value ASSERTION_ERROR = new Value(Kind.ERROR, null, true);

  /** Of values. */
  enum Kind {
    INT(1, Integer.MIN_VALUE, Integer.MAX_VALUE),
    LONG(2, Long.MIN_VALUE, Long.MAX_VALUE),
    /** References, floats, and what is not initialised. */
    OTHER(1, 0, 0),
    /** A new assertion error, not yet thrown. */
    ERROR(1, 0, 0),
    /** Doubles. */
    WIDE(2, 0, 0);

    private final int slots;
    private final long least;
    private final long greatest;

    Kind(int slots, long least, long greatest) {
      this.slots = slots;
      this.least = least;
      this.greatest = greatest;
    }

    int slots() {
      return slots;
    }

    long least() {
      return least;
    }

    long greatest() {
      return greatest;
    }

    boolean isNumber() {
      return this == INT || this == LONG;
    }

    /** Of a type's values. */
    static Kind of(String descriptor) {
      return switch (descriptor.charAt(0)) {
        case 'Z', 'B', 'C', 'S', 'I' -> INT;
        case 'J' -> LONG;
        case 'D' -> WIDE;
        default -> OTHER;
      };
    }
  }

  static Value number(Kind kind, IntExpr term) {
    return new Value(kind, term, false);
  }

  static Value unknown(Kind kind) {
    return kind == Kind.WIDE ? ANY_WIDE : ANY;
  }

  /** Without its term, and with what holds of both. */
  Value join(Value other) {
    return kind == other.kind ? new Value(kind, null, isObject && other.isObject) : ANY;
  }
}
