package org.umbriel.symexec.term;

/**
 * The operators with their names in SMT-LIB. Division and remainder by zero are total as in
 * SMT-LIB; whoever builds them from Java code has shown the divisor to be different from zero.
 * Distances of shifts are in range already.
 */
public enum Operator {
  NOT("not"),
  AND("and"),
  OR("or"),
  EQUAL("="),
  LESS("bvslt"),
  CHOOSE("ite"),
  ADD("bvadd"),
  SUBTRACT("bvsub"),
  MULTIPLY("bvmul"),
  DIVIDE("bvsdiv"),
  REMAINDER("bvsrem"),
  BIT_AND("bvand"),
  BIT_OR("bvor"),
  BIT_XOR("bvxor"),
  SHIFT_LEFT("bvshl"),
  SHIFT_RIGHT("bvashr"),
  SHIFT_RIGHT_UNSIGNED("bvlshr"),
  TO_BYTE("(_ sign_extend 24)", "((_ extract 7 0) %s)"),
  TO_SHORT("(_ sign_extend 16)", "((_ extract 15 0) %s)"),
  TO_CHAR("(_ zero_extend 16)", "((_ extract 15 0) %s)"),
  TO_INT("(_ extract 31 0)"),
  TO_LONG("(_ sign_extend 32)"),
  SELECT("select"),
  STORE("store"),
  FILL("fill");

  private final String smtName;
  private final String operandPattern;

  Operator(String smtName) {
    this(smtName, "%s");
  }

  Operator(String smtName, String operandPattern) {
    this.smtName = smtName;
    this.operandPattern = operandPattern;
  }

  /** The function to apply. */
  public String smtName() {
    return smtName;
  }

  /** What an operand becomes before the function is applied. */
  String smtOperand(String operand) {
    return operandPattern.replace("%s", operand);
  }

  /** Whether the order of the two arguments is irrelevant. */
  boolean commutative() {
    return switch (this) {
      case EQUAL, ADD, MULTIPLY, BIT_AND, BIT_OR, BIT_XOR -> true;
      case NOT,
          AND,
          OR,
          LESS,
          CHOOSE,
          SUBTRACT,
          DIVIDE,
          REMAINDER,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          SHIFT_RIGHT_UNSIGNED,
          TO_BYTE,
          TO_SHORT,
          TO_CHAR,
          TO_INT,
          TO_LONG,
          SELECT,
          STORE,
          FILL ->
          false;
    };
  }
}
