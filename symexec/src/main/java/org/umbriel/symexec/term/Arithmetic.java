package org.umbriel.symexec.term;

/**
 * The value of an operator on constants: the one place that says what the arithmetic operators mean
 * (JLS 15.17 to 15.22, 5.1.3).
 */
final class Arithmetic {

  private Arithmetic() {}

  /** Applies an operator to one or two scalars; {@code sort} is the sort of the first operand. */
  static long apply(Operator operator, Scalar sort, long a, long b) {
    return switch (operator) {
      case NOT -> 1 - a;
      case EQUAL -> a == b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case ADD -> sort.wrap(a + b);
      case SUBTRACT -> sort.wrap(a - b);
      case MULTIPLY -> sort.wrap(a * b);
      case DIVIDE -> sort.wrap(b == 0 ? (a < 0 ? 1 : -1) : a / b);
      case REMAINDER -> b == 0 ? a : a % b;
      case BIT_AND -> a & b;
      case BIT_OR -> a | b;
      case BIT_XOR -> a ^ b;
      case SHIFT_LEFT -> sort.wrap(a << b);
      case SHIFT_RIGHT -> a >> b;
      case SHIFT_RIGHT_UNSIGNED -> sort == Scalar.LONG ? a >>> b : (int) a >>> (int) b;
      case TO_BYTE -> (byte) a;
      case TO_SHORT -> (short) a;
      case TO_CHAR -> (char) a;
      case TO_INT -> (int) a;
      case TO_LONG -> a;
      case AND, OR, CHOOSE, SELECT, STORE, FILL ->
          throw new IllegalArgumentException(operator + " is not arithmetic");
    };
  }
}
