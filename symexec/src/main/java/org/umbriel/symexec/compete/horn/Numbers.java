package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.IntExpr;
import com.microsoft.z3.IntNum;
import java.math.BigInteger;
import java.util.List;
import org.umbriel.metadata.classfile.Opcode;

/**
 * Java's arithmetic on whole numbers (JVMS 6.5), exact where it is linear; elsewhere the result is
 * an unknown of which little is said.
 */
final class Numbers {
  /** A number of a kind times this, or less, is out of the kind's range by one range at most. */
  private static final BigInteger WRAPS_ONCE = BigInteger.valueOf(3);

  private final Context z3;
  private final List<BoolExpr> conditions;
  private final List<Expr<?>> unknowns;

  /**
   * For one rule.
   *
   * @param conditions what is said of unknowns is added here
   */
  Numbers(Context z3, List<BoolExpr> conditions, List<Expr<?>> unknowns) {
    this.z3 = z3;
    this.conditions = conditions;
    this.unknowns = unknowns;
  }

  IntExpr number(long value) {
    return z3.mkInt(value);
  }

  /** Any number of a range. */
  IntExpr unknown(long least, long greatest) {
    IntExpr unknown = z3.mkIntConst("v" + unknowns.size());
    unknowns.add(unknown);
    conditions.add(between(number(least), unknown, number(greatest)));
    return unknown;
  }

  IntExpr unknown(Value.Kind kind) {
    return unknown(kind.least(), kind.greatest());
  }

  /** Any value of a type of whole numbers. */
  IntExpr unknown(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'Z' -> unknown(0, 1);
      case 'B' -> unknown(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case 'C' -> unknown(0, Character.MAX_VALUE);
      case 'S' -> unknown(Short.MIN_VALUE, Short.MAX_VALUE);
      default -> unknown(Value.Kind.of(descriptor));
    };
  }

  BoolExpr between(IntExpr low, IntExpr value, IntExpr high) {
    return z3.mkAnd(z3.mkLe(low, value), z3.mkLe(value, high));
  }

  private static boolean isLiteral(Expr<?> term) {
    return term instanceof IntNum;
  }

  private static BigInteger value(Expr<?> literal) {
    return ((IntNum) literal).getBigInteger();
  }

  private IntExpr simple(Expr<?> term) {
    return (IntExpr) term.simplify();
  }

  /** {@code ..., a, b -> ..., result}; a divisor is not zero. */
  IntExpr binary(Opcode opcode, Value.Kind kind, IntExpr a, IntExpr b) {
    return switch (opcode) {
      case IADD, LADD -> wrapOnce(kind, simple(z3.mkAdd(a, b)));
      case ISUB, LSUB -> wrapOnce(kind, simple(z3.mkSub(a, b)));
      case IMUL, LMUL -> multiply(kind, a, b);
      case IDIV, LDIV -> divide(kind, a, b);
      case IREM, LREM -> remainder(kind, a, b);
      case ISHL, LSHL -> shift(opcode, kind, a, b);
      case ISHR, LSHR -> shift(opcode, kind, a, b);
      case IUSHR, LUSHR -> shift(opcode, kind, a, b);
      default -> bits(opcode, kind, a, b);
    };
  }

  private IntExpr multiply(Value.Kind kind, IntExpr a, IntExpr b) {
    if (!isLiteral(a) && !isLiteral(b)) {
      return unknown(kind);
    }
    IntExpr product = simple(z3.mkMul(a, b));
    BigInteger factor = value(isLiteral(b) ? b : a).abs();
    return factor.compareTo(WRAPS_ONCE) <= 0 ? wrapOnce(kind, product) : wrap(kind, product);
  }

  IntExpr negate(Value.Kind kind, IntExpr a) {
    return wrapOnce(kind, simple(z3.mkUnaryMinus(a)));
  }

  /** Of what is out of the range by one range at most, as the sum of two numbers of a kind is. */
  private IntExpr wrapOnce(Value.Kind kind, IntExpr sum) {
    if (isLiteral(sum)) {
      return wrap(kind, sum);
    }
    IntExpr all = count(kind);
    return (IntExpr)
        z3.mkITE(
            z3.mkGt(sum, number(kind.greatest())),
            z3.mkSub(sum, all),
            z3.mkITE(z3.mkLt(sum, number(kind.least())), z3.mkAdd(sum, all), sum));
  }

  /** How many numbers a kind has. */
  private IntExpr count(Value.Kind kind) {
    return (IntExpr) z3.mkInt(BigInteger.ONE.shiftLeft(32 * kind.slots()).toString());
  }

  private IntExpr wrap(Value.Kind kind, IntExpr any) {
    return wrap(number(kind.least()), count(kind), any);
  }

  private IntExpr wrap(IntExpr least, IntExpr count, IntExpr any) {
    return simple(z3.mkAdd(z3.mkMod((IntExpr) z3.mkSub(any, least), count), least));
  }

  /** The low bits of a number, as a type has them. */
  IntExpr narrow(String descriptor, IntExpr any) {
    return switch (descriptor.charAt(0)) {
      case 'Z' -> wrap(number(0), number(2), any);
      case 'B' -> wrap(number(Byte.MIN_VALUE), number(1 << 8), any);
      case 'C' -> wrap(number(0), number(1 << 16), any);
      case 'S' -> wrap(number(Short.MIN_VALUE), number(1 << 16), any);
      case 'I' -> wrap(Value.Kind.INT, any);
      default -> any;
    };
  }

  /** What a narrow type's field or result receives: nearly always the number itself. */
  IntExpr fit(String descriptor, IntExpr any) {
    if (descriptor.equals("I") || descriptor.equals("J")) {
      return any;
    }
    IntExpr other = unknown(descriptor);
    return (IntExpr) z3.mkITE(isIn(descriptor, any), any, other).simplify();
  }

  private BoolExpr isIn(String descriptor, IntExpr any) {
    return switch (descriptor.charAt(0)) {
      case 'Z' -> between(number(0), any, number(1));
      case 'B' -> between(number(Byte.MIN_VALUE), any, number(Byte.MAX_VALUE));
      case 'C' -> between(number(0), any, number(Character.MAX_VALUE));
      default -> between(number(Short.MIN_VALUE), any, number(Short.MAX_VALUE));
    };
  }

  /** Towards zero (JVMS 6.5.idiv). */
  private IntExpr divide(Value.Kind kind, IntExpr a, IntExpr b) {
    BoolExpr isPositive = z3.mkGe(a, number(0));
    IntExpr opposite = (IntExpr) z3.mkUnaryMinus(a);
    if (isLiteral(b) && value(b).signum() != 0) {
      IntExpr size = (IntExpr) z3.mkInt(value(b).abs().toString());
      Expr<?> quotient =
          z3.mkITE(isPositive, z3.mkDiv(a, size), z3.mkUnaryMinus(z3.mkDiv(opposite, size)));
      IntExpr exact = (IntExpr) quotient;
      return wrapOnce(kind, value(b).signum() > 0 ? exact : (IntExpr) z3.mkUnaryMinus(exact));
    }
    IntExpr quotient = unknown(kind);
    conditions.add(
        (BoolExpr)
            z3.mkITE(isPositive, between(opposite, quotient, a), between(a, quotient, opposite)));
    BoolExpr bothPositive = z3.mkAnd(isPositive, z3.mkGt(b, number(0)));
    conditions.add(z3.mkImplies(bothPositive, z3.mkGe(quotient, number(0))));
    return quotient;
  }

  private IntExpr remainder(Value.Kind kind, IntExpr a, IntExpr b) {
    BoolExpr isPositive = z3.mkGe(a, number(0));
    IntExpr opposite = (IntExpr) z3.mkUnaryMinus(a);
    if (isLiteral(b) && value(b).signum() != 0) {
      IntExpr size = (IntExpr) z3.mkInt(value(b).abs().toString());
      return (IntExpr)
          z3.mkITE(isPositive, z3.mkMod(a, size), z3.mkUnaryMinus(z3.mkMod(opposite, size)));
    }
    IntExpr rest = unknown(kind);
    conditions.add(
        (BoolExpr) z3.mkITE(isPositive, between(number(0), rest, a), between(a, rest, number(0))));
    IntExpr other = (IntExpr) z3.mkUnaryMinus(b);
    conditions.add(
        (BoolExpr)
            z3.mkITE(
                z3.mkGt(b, number(0)),
                z3.mkAnd(z3.mkLt(other, rest), z3.mkLt(rest, b)),
                z3.mkAnd(z3.mkLt(b, rest), z3.mkLt(rest, other))));
    return rest;
  }

  private IntExpr shift(Opcode opcode, Value.Kind kind, IntExpr a, IntExpr by) {
    if (!isLiteral(by)) {
      return unknown(kind);
    }
    int distance = value(by).intValue() & (32 * kind.slots() - 1);
    IntExpr power = (IntExpr) z3.mkInt(BigInteger.ONE.shiftLeft(distance).toString());
    return switch (opcode) {
      case ISHL, LSHL -> wrap(kind, simple(z3.mkMul(a, power)));
      case ISHR, LSHR -> simple(z3.mkDiv(a, power));
      default -> {
        Expr<?> raised = z3.mkITE(z3.mkGe(a, number(0)), a, z3.mkAdd(a, count(kind)));
        yield wrapOnce(kind, simple(z3.mkDiv((IntExpr) raised, power)));
      }
    };
  }

  /** Exact for bits and for masks of low bits. */
  private IntExpr bits(Opcode opcode, Value.Kind kind, IntExpr a, IntExpr b) {
    boolean isAnd = opcode == Opcode.IAND || opcode == Opcode.LAND;
    if (isAnd && isLiteral(a) && !isLiteral(b)) {
      return bits(opcode, kind, b, a);
    }
    if (isAnd && isLiteral(b) && value(b).signum() >= 0) {
      BigInteger next = value(b).add(BigInteger.ONE);
      if (next.bitCount() == 1) {
        return simple(z3.mkMod(a, (IntExpr) z3.mkInt(next.toString())));
      }
      return unknown(0, value(b).longValueExact());
    }
    BoolExpr areBits = z3.mkAnd(between(number(0), a, number(1)), between(number(0), b, number(1)));
    IntExpr sum = (IntExpr) z3.mkAdd(a, b);
    BoolExpr isOne =
        switch (opcode) {
          case IAND, LAND -> z3.mkEq(sum, number(2));
          case IOR, LOR -> z3.mkGe(sum, number(1));
          default -> z3.mkEq(sum, number(1));
        };
    return (IntExpr) z3.mkITE(areBits, z3.mkITE(isOne, number(1), number(0)), unknown(kind));
  }

  /** {@code lcmp}. */
  IntExpr compare(IntExpr a, IntExpr b) {
    return (IntExpr)
        z3.mkITE(z3.mkLt(a, b), number(-1), z3.mkITE(z3.mkEq(a, b), number(0), number(1)));
  }

  /** The condition under which a branch on numbers is taken. */
  BoolExpr condition(Opcode opcode, IntExpr a, IntExpr b) {
    return switch (opcode) {
      case IFEQ, IF_ICMPEQ -> z3.mkEq(a, b);
      case IFNE, IF_ICMPNE -> z3.mkNot(z3.mkEq(a, b));
      case IFLT, IF_ICMPLT -> z3.mkLt(a, b);
      case IFGE, IF_ICMPGE -> z3.mkGe(a, b);
      case IFGT, IF_ICMPGT -> z3.mkGt(a, b);
      case IFLE, IF_ICMPLE -> z3.mkLe(a, b);
      default -> throw new IllegalArgumentException(opcode + " does not compare numbers");
    };
  }
}
