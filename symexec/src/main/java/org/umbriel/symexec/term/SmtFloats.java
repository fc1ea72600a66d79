package org.umbriel.symexec.term;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Floating-point functions of one script in SMT-LIB's theory. Our terms have bits, for which the
 * theory has no function: a result is a constant whose number is the one wanted, and whose bits are
 * those of the one NaN where it is none.
 */
final class SmtFloats {
  private static final String FLOAT_SORT = "(_ FloatingPoint 8 24)";
  private static final String DOUBLE_SORT = "(_ FloatingPoint 11 53)";

  private final SmtScript script;
  private final Map<Term, String> numbers = new HashMap<>();
  private final Set<FloatFunction> declared = EnumSet.noneOf(FloatFunction.class);

  SmtFloats(SmtScript script) {
    this.script = script;
  }

  /**
   * What SMT-LIB defines. Java's remainder is not IEEE 754's (JLS 15.17.3): it stays uninterpreted,
   * like sines and powers.
   */
  static boolean knows(FloatFunction function) {
    return switch (function) {
      case FREM, DREM -> false;
      case DSQRT, DFLOOR, DCEIL, DRINT -> true;
      default -> function.compareTo(FloatFunction.DSQRT) < 0;
    };
  }

  /** Declares a function that the theory does not know. */
  void declare(FloatFunction function, Sort sort, String symbol) {
    if (declared.add(function)) {
      StringBuilder keys = new StringBuilder();
      Sort rest = sort;
      while (rest instanceof MapSort map) {
        keys.append(keys.isEmpty() ? "" : " ").append(map.key().smtName());
        rest = map.value();
      }
      script.line("(declare-fun %s (%s) %s)".formatted(symbol, keys, rest.leaf().smtName()));
    }
  }

  /**
   * The bits of a result.
   *
   * @param result the term that applies the function
   */
  String result(FloatFunction function, Operation result, List<Term> operands) {
    return switch (function) {
      case I2F, L2F -> bits(result, false, rounded("((_ to_fp 8 24) RNE ", integer(operands)));
      case I2D, L2D -> bits(result, true, rounded("((_ to_fp 11 53) RNE ", integer(operands)));
      case F2D -> bits(result, true, rounded("((_ to_fp 11 53) RNE ", first(function, operands)));
      case D2F -> bits(result, false, rounded("((_ to_fp 8 24) RNE ", first(function, operands)));
      case F2I, D2I -> integer(first(function, operands), function.isWide(), Scalar.INT);
      case F2L, D2L -> integer(first(function, operands), function.isWide(), Scalar.LONG);
      case FADD, DADD -> arithmetic("(fp.add RNE ", function, result, operands);
      case FSUB, DSUB -> arithmetic("(fp.sub RNE ", function, result, operands);
      case FMUL, DMUL -> arithmetic("(fp.mul RNE ", function, result, operands);
      case FDIV, DDIV -> arithmetic("(fp.div RNE ", function, result, operands);
      case FCMPL, DCMPL -> comparison(function, operands, -1);
      case FCMPG, DCMPG -> comparison(function, operands, 1);
      case DSQRT -> bits(result, true, rounded("(fp.sqrt RNE ", first(function, operands)));
      case DFLOOR ->
          bits(result, true, rounded("(fp.roundToIntegral RTN ", first(function, operands)));
      case DCEIL ->
          bits(result, true, rounded("(fp.roundToIntegral RTP ", first(function, operands)));
      case DRINT ->
          bits(result, true, rounded("(fp.roundToIntegral RNE ", first(function, operands)));
      default -> throw new IllegalArgumentException(function + " is not defined by SMT-LIB");
    };
  }

  private static String rounded(String opening, String operand) {
    return opening + operand + ")";
  }

  private String integer(List<Term> operands) {
    return script.text(operands.get(0));
  }

  private String first(FloatFunction function, List<Term> operands) {
    return number(operands.get(0), function.isWide());
  }

  private String arithmetic(
      String opening, FloatFunction function, Operation result, List<Term> operands) {
    boolean isWide = function.isWide();
    String a = number(operands.get(0), isWide);
    String b = number(operands.get(1), isWide);
    return bits(result, isWide, opening + a + " " + b + ")");
  }

  /** The number that bits are. */
  private String number(Term operand, boolean isWide) {
    String known = numbers.get(operand);
    if (known == null) {
      known = "((_ to_fp " + (isWide ? "11 53) " : "8 24) ") + script.text(operand) + ")";
      known = define(operand.number(), isWide, known);
      numbers.put(operand, known);
    }
    return known;
  }

  private String define(int number, boolean isWide, String text) {
    String symbol = "?n" + number;
    script.line(
        "(define-fun %s () %s %s)".formatted(symbol, isWide ? DOUBLE_SORT : FLOAT_SORT, text));
    return symbol;
  }

  private String bits(Operation result, boolean isWide, String text) {
    String number = define(result.number(), isWide, text);
    numbers.put(result, number);
    String bits = script.constant(result);
    String nan =
        isWide
            ? SmtLib.number(Scalar.LONG, Double.doubleToLongBits(Double.NaN))
            : SmtLib.number(Scalar.INT, Float.floatToIntBits(Float.NaN));
    script.line(
        "(assert (= ((_ to_fp %s) %s) %s))".formatted(isWide ? "11 53" : "8 24", bits, number));
    script.line("(assert (=> (fp.isNaN %s) (= %s %s)))".formatted(number, bits, nan));
    return bits;
  }

  private String comparison(FloatFunction function, List<Term> operands, int unordered) {
    String a = number(operands.get(0), function.isWide());
    String b = number(operands.get(1), function.isWide());
    return "(ite (fp.lt %s %s) %s (ite (fp.gt %s %s) %s (ite (fp.eq %s %s) %s %s)))"
        .formatted(a, b, number(-1), a, b, number(1), a, b, number(0), number(unordered));
  }

  private static String number(int value) {
    return SmtLib.number(Scalar.INT, value);
  }

  /** Towards zero; NaN to zero, and what is too large to the nearest (JLS 5.1.3). */
  private static String integer(String number, boolean isWide, Scalar sort) {
    String fp = isWide ? "((_ to_fp 11 53) RNE " : "((_ to_fp 8 24) RNE ";
    String limit = sort == Scalar.INT ? "2147483648.0" : "9223372036854775808.0";
    return "(ite (fp.isNaN %s) %s (ite (fp.geq %s %s%s)) %s (ite (fp.leq %s (fp.neg %s%s))) %s %s)))"
        .formatted(
            number,
            SmtLib.number(sort, 0),
            number,
            fp,
            limit,
            SmtLib.number(sort, sort.range().high()),
            number,
            fp,
            limit,
            SmtLib.number(sort, sort.range().low()),
            "((_ fp.to_sbv " + sort.width() + ") RTZ " + number + ")");
  }
}
