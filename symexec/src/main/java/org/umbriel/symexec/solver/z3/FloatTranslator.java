package org.umbriel.symexec.solver.z3;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FPExpr;
import com.microsoft.z3.FPRMExpr;
import com.microsoft.z3.FPSort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Term;

/**
 * Floating-point functions in SMT-LIB's theory. Our terms have bits; a result is remembered as a
 * number as well, so that a chain of operations does not go through bits in between.
 */
final class FloatTranslator {
  private final Context context;
  private final Map<Term, FPExpr> numbers = new HashMap<>();

  FloatTranslator(Context context) {
    this.context = context;
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

  /**
   * What is known of a result that is not translated; empty if nothing is.
   *
   * @param result its bits
   * @param operands the arguments of the function
   * @param bits their translations
   */
  Optional<BoolExpr> bounds(
      FloatFunction function, Expr<?> result, List<Term> operands, Expr<?>[] bits) {
    FPExpr value = context.mkFPToFP((BitVecExpr) result, twice());
    return switch (function) {
      case DSIN, DCOS -> {
        FPExpr operand = number(function, operands, bits, 0);
        BoolExpr isFinite =
            context.mkNot(
                context.mkOr(context.mkFPIsNaN(operand), context.mkFPIsInfinite(operand)));
        yield Optional.of(context.mkImplies(isFinite, within(value, 1)));
      }
      case DTANH -> Optional.of(unlessNaN(function, operands, bits, within(value, 1)));
      case DATAN -> Optional.of(unlessNaN(function, operands, bits, within(value, 2)));
      case DEXP, DCOSH ->
          Optional.of(
              unlessNaN(
                  function, operands, bits, context.mkFPGEq(value, context.mkFP(0.0, twice()))));
      default -> Optional.empty();
    };
  }

  private BoolExpr unlessNaN(
      FloatFunction function, List<Term> operands, Expr<?>[] bits, BoolExpr bounds) {
    FPExpr operand = number(function, operands, bits, 0);
    return context.mkOr(context.mkFPIsNaN(operand), bounds);
  }

  private BoolExpr within(FPExpr number, double limit) {
    return context.mkAnd(
        context.mkFPLEq(number, context.mkFP(limit, twice())),
        context.mkFPGEq(number, context.mkFP(-limit, twice())));
  }

  /**
   * The bits of a result.
   *
   * @param result the term that applies the function
   * @param operands its arguments
   * @param bits their translations
   */
  Expr<?> translate(FloatFunction function, Operation result, List<Term> operands, Expr<?>[] bits) {
    return switch (function) {
      case I2F, L2F -> remember(result, fromInteger(bits[0], single()));
      case I2D, L2D -> remember(result, fromInteger(bits[0], twice()));
      case F2D ->
          remember(
              result, context.mkFPToFP(nearest(), number(function, operands, bits, 0), twice()));
      case D2F ->
          remember(
              result, context.mkFPToFP(nearest(), number(function, operands, bits, 0), single()));
      case F2I, D2I -> toInteger(number(function, operands, bits, 0), 32);
      case F2L, D2L -> toInteger(number(function, operands, bits, 0), 64);
      case DSQRT ->
          remember(result, context.mkFPSqrt(nearest(), number(function, operands, bits, 0)));
      case DFLOOR -> rounded(result, context.mkFPRoundTowardNegative(), function, operands, bits);
      case DCEIL -> rounded(result, context.mkFPRoundTowardPositive(), function, operands, bits);
      case DRINT -> rounded(result, nearest(), function, operands, bits);
      case FADD, DADD, FSUB, DSUB, FMUL, DMUL, FDIV, DDIV, FREM, DREM, FCMPL, FCMPG, DCMPL, DCMPG ->
          binary(
              function,
              result,
              number(function, operands, bits, 0),
              number(function, operands, bits, 1));
      default -> throw new IllegalArgumentException(function + " is not defined by SMT-LIB");
    };
  }

  private Expr<?> rounded(
      Operation result,
      FPRMExpr mode,
      FloatFunction function,
      List<Term> operands,
      Expr<?>[] bits) {
    return remember(result, context.mkFPRoundToIntegral(mode, number(function, operands, bits, 0)));
  }

  private Expr<?> binary(FloatFunction function, Operation result, FPExpr a, FPExpr b) {
    return switch (function) {
      case FADD, DADD -> remember(result, context.mkFPAdd(nearest(), a, b));
      case FSUB, DSUB -> remember(result, context.mkFPSub(nearest(), a, b));
      case FMUL, DMUL -> remember(result, context.mkFPMul(nearest(), a, b));
      case FDIV, DDIV -> remember(result, context.mkFPDiv(nearest(), a, b));
      case FCMPL, DCMPL -> compare(a, b, -1);
      case FCMPG, DCMPG -> compare(a, b, 1);
      default -> throw new IllegalArgumentException(function + " has one operand");
    };
  }

  private FPSort single() {
    return context.mkFPSort32();
  }

  private FPSort twice() {
    return context.mkFPSort64();
  }

  private FPRMExpr nearest() {
    return context.mkFPRoundNearestTiesToEven();
  }

  private FPExpr number(FloatFunction function, List<Term> operands, Expr<?>[] bits, int index) {
    FPSort sort = function.isWide() ? twice() : single();
    return numbers.computeIfAbsent(
        operands.get(index), term -> context.mkFPToFP((BitVecExpr) bits[index], sort));
  }

  private Expr<?> remember(Operation result, FPExpr number) {
    numbers.put(result, number);
    return context.mkFPToIEEEBV(number);
  }

  private FPExpr fromInteger(Expr<?> bits, FPSort sort) {
    return context.mkFPToFP(nearest(), (BitVecExpr) bits, sort, true);
  }

  private Expr<?> compare(FPExpr a, FPExpr b, int unordered) {
    return choose(
        context.mkFPLt(a, b),
        context.mkBV(-1, 32),
        choose(
            context.mkFPGt(a, b),
            context.mkBV(1, 32),
            choose(context.mkFPEq(a, b), context.mkBV(0, 32), context.mkBV(unordered, 32))));
  }

  /** Towards zero; NaN to zero, and what is too large to the nearest (JLS 5.1.3). */
  private Expr<?> toInteger(FPExpr number, int width) {
    FPSort sort = number.getSort();
    double limit = width == 32 ? 0x1p31 : 0x1p63;
    long least = width == 32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long most = width == 32 ? Integer.MAX_VALUE : Long.MAX_VALUE;
    return choose(
        context.mkFPIsNaN(number),
        context.mkBV(0, width),
        choose(
            context.mkFPGEq(number, context.mkFP(limit, sort)),
            context.mkBV(most, width),
            choose(
                context.mkFPLEq(number, context.mkFP(-limit, sort)),
                context.mkBV(least, width),
                context.mkFPToBV(context.mkFPRoundTowardZero(), number, width, true))));
  }

  private BitVecExpr choose(BoolExpr condition, Expr<?> a, Expr<?> b) {
    return (BitVecExpr) context.mkITE(condition, (BitVecExpr) a, (BitVecExpr) b);
  }
}
