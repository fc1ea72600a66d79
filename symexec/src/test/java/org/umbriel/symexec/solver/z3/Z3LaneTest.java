package org.umbriel.symexec.solver.z3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.SmtLib;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

class Z3LaneTest {
  private final TermFactory factory = new TermFactory();
  private final Variable x = factory.variable("x", Scalar.INT);
  private final Variable y = factory.variable("y", Scalar.INT);
  private final Term zero = factory.intValue(0);

  private Answer check(Term... conditions) {
    try (Z3Lane lane = new Z3Lane(Z3Limits.standard())) {
      return lane.open(factory).check(Query.of(conditions));
    }
  }

  @Test
  void remainderOfUnknownsIsSmallerThanAPositiveDivisor() {
    Term remainder = factory.remainder(x, y);
    Answer answer =
        check(
            factory.less(zero, y),
            factory.lessOrEqual(zero, x),
            factory.not(
                factory.and(factory.lessOrEqual(zero, remainder), factory.less(remainder, y))));
    assertInstanceOf(Answer.Unsat.class, answer);
  }

  @Test
  void maskedIndexIsWithinATableWhoseSizeIsPositive() {
    Variable length = factory.variable("length", Scalar.INT, new Range(0, Integer.MAX_VALUE));
    Term index = factory.bitAnd(x, factory.subtract(length, factory.intValue(1)));
    Answer answer = check(factory.less(zero, length), factory.lessOrEqual(length, index));
    assertInstanceOf(Answer.Unsat.class, answer);
  }

  @Test
  void middleOfTwoIndicesLiesBetweenThem() {
    Term middle = factory.shiftRightUnsigned(factory.add(x, y), factory.intValue(1));
    Answer answer =
        check(
            factory.lessOrEqual(zero, x),
            factory.lessOrEqual(x, y),
            factory.not(
                factory.and(factory.lessOrEqual(x, middle), factory.lessOrEqual(middle, y))));
    assertInstanceOf(Answer.Unsat.class, answer);
  }

  @Test
  void theModelGivesInputsThatOverflow() {
    Answer answer =
        check(factory.less(zero, x), factory.less(factory.add(x, factory.intValue(1)), zero));
    Answer.Sat sat = assertInstanceOf(Answer.Sat.class, answer);
    assertEquals(Integer.MAX_VALUE, sat.model().value(x));
  }

  @Test
  void equalReferencesHaveEqualFields() {
    Variable field = factory.variable("field", new MapSort(Scalar.REFERENCE, Scalar.INT));
    Variable a = factory.variable("a", Scalar.REFERENCE);
    Variable b = factory.variable("b", Scalar.REFERENCE);
    Term stored = factory.store(field, a, factory.intValue(7));
    Answer answer =
        check(
            factory.equal(factory.add(factory.select(stored, b), x), factory.intValue(8)),
            factory.distinct(x, factory.intValue(1)),
            factory.equal(a, b));
    assertInstanceOf(Answer.Unsat.class, answer);
  }

  @Test
  void theCoreNamesOnlyWhatMattered() {
    Variable used = factory.variable("used", Scalar.BOOL);
    Variable other = factory.variable("other", Scalar.BOOL);
    try (Z3Lane lane = new Z3Lane(Z3Limits.standard())) {
      Query query =
          new Query(
              List.of(
                  factory.less(x, y),
                  factory.less(x, zero),
                  factory.implies(used, factory.less(y, x)),
                  factory.implies(other, factory.less(y, zero))),
              List.of(used, other));
      Answer.Unsat unsat = assertInstanceOf(Answer.Unsat.class, lane.open(factory).check(query));
      assertEquals(Set.of(used), unsat.core());
      assertEquals(1, lane.statistics().queries());
      assertEquals(1, lane.statistics().queriesToSolver(), "smaller cores are the same question");
      assertTrue(lane.statistics().calls() > 1);
    }
  }

  @Test
  void aLimitIsAnAnswerAndTheNextQueryIsDecided() {
    try (Z3Lane lane = new Z3Lane(new Z3Limits(2_000, 20_000, 10))) {
      Solver solver = lane.open(factory);
      Term product = factory.multiply(factory.multiply(x, y), factory.bitXor(x, y));
      Answer hard =
          solver.check(
              Query.of(
                  factory.equal(product, factory.intValue(-1234568)),
                  factory.distinct(factory.remainder(x, y), factory.intValue(3))));
      assertEquals(new Answer.Unknown(Answer.Cause.LIMIT), hard);
      assertInstanceOf(Answer.Sat.class, solver.check(Query.of(factory.less(x, y))));
    }
  }

  @Test
  void statisticsTellWhatReachedZ3() {
    try (Z3Lane lane = new Z3Lane(Z3Limits.standard())) {
      Solver solver = lane.open(factory);
      solver.check(Query.of(factory.less(x, x)));
      solver.check(Query.of(factory.less(zero, factory.add(x, y))));
      solver.check(Query.of(factory.less(zero, factory.add(x, y))));
      assertEquals(3, lane.statistics().queries());
      assertEquals(1, lane.statistics().queriesToSolver());
      assertEquals(1, lane.statistics().cacheHits());
    }
  }

  @Test
  void scriptsDeclareWhatTheyUse() {
    Variable field =
        factory.variable("a.b.C.f", new MapSort(Scalar.REFERENCE, Scalar.INT), new Range(0, 9));
    Term read = factory.select(field, factory.variable("this", Scalar.REFERENCE));
    assertEquals(
        """
        (set-logic QF_UFBV)
        (declare-fun x () (_ BitVec 32))
        (declare-fun a.b.C.f ((_ BitVec 32)) (_ BitVec 32))
        (declare-fun this () (_ BitVec 32))
        (assert (and (bvsle #x00000000 (a.b.C.f this)) (bvsle (a.b.C.f this) #x00000009)))
        (assert (bvslt (a.b.C.f this) x))
        (check-sat)
        """,
        SmtLib.script(List.of(factory.less(read, x))));
  }
}
