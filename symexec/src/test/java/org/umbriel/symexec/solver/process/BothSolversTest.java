package org.umbriel.symexec.solver.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.opentest4j.TestAbortedException;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.path.FloatingPoint;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.RandomProblem;
import org.umbriel.symexec.solver.Scripts;
import org.umbriel.symexec.solver.cvc5.Cvc5;
import org.umbriel.symexec.solver.wire.Frames;
import org.umbriel.symexec.solver.z3.Z3Limits;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.SmtLib;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/**
 * cvc5, and the scripts that both solvers are given, against trying all values and against Java; in
 * workers, since a native solver may crash.
 */
class BothSolversTest {
  private static final SolverProcesses PROCESSES = new SolverProcesses(Optional.empty());
  private static final Scripts Z3 = PROCESSES.scripts(Frames.Who.Z3);
  private static final Scripts CVC5 = PROCESSES.scripts(Frames.Who.CVC5);

  @BeforeContainer
  static void needsTheLibrary() {
    if (Cvc5.libraryFile().isEmpty()) {
      throw new TestAbortedException("there is no cvc5 for this machine");
    }
  }

  @AfterContainer
  static void close() {
    PROCESSES.close();
  }

  private static Answer ask(Query query) {
    LaneSettings settings =
        new LaneSettings(Frames.Who.CVC5, Z3Limits.standard(), 60_000, 20_000, 1);
    try (ProcessLane lane = new ProcessLane(PROCESSES, settings, Optional.empty())) {
      return new RemoteSolver(lane, 20_000).check(query);
    }
  }

  @Provide
  Arbitrary<List<RandomProblem.Step>> steps() {
    return RandomProblem.steps();
  }

  @Property(tries = 25)
  void agreesWithTryingAllAssignments(@ForAll("steps") List<RandomProblem.Step> steps) {
    RandomProblem problem = RandomProblem.of(steps);
    List<Term> conditions = problem.conditions();
    Answer answer = ask(new Query(conditions, List.of()));
    boolean expected = problem.hasSolution(conditions);
    if (answer instanceof Answer.Unsat) {
      assertFalse(expected, () -> SmtLib.script(conditions));
    } else if (answer instanceof Answer.Unknown) {
      assertNotEquals(new Answer.Unknown(Answer.Cause.FAILED), answer);
    } else if (answer instanceof Answer.Sat sat) {
      Evaluator evaluator = new Evaluator(sat.model());
      conditions.forEach(condition -> assertTrue(evaluator.isTrue(condition)));
    }
  }

  @Property(tries = 20)
  void bothSolversReadAScriptAlike(@ForAll("steps") List<RandomProblem.Step> steps) {
    RandomProblem problem = RandomProblem.of(steps);
    String script = SmtLib.script(problem.conditions());
    Scripts.Result wrong =
        problem.hasSolution(problem.conditions()) ? Scripts.Result.UNSAT : Scripts.Result.SAT;
    assertNotEquals(wrong, Z3.check(script), script);
    assertNotEquals(wrong, CVC5.check(script), script);
  }

  @Property(tries = 30)
  void theCoreOfAssumptionsIsEnough(@ForAll("steps") List<RandomProblem.Step> steps) {
    RandomProblem problem = RandomProblem.of(steps);
    List<Term> implied = new ArrayList<>();
    List<Variable> assumptions = new ArrayList<>();
    for (Term condition : problem.conditions()) {
      Variable assumption = problem.factory().fresh("assume", Scalar.BOOL);
      assumptions.add(assumption);
      implied.add(problem.factory().implies(assumption, condition));
    }
    Answer answer = ask(new Query(implied, assumptions));
    if (answer instanceof Answer.Unsat unsat) {
      List<Term> core = new ArrayList<>();
      unsat.core().forEach(a -> core.add(problem.conditions().get(assumptions.indexOf(a))));
      assertTrue(!problem.hasSolution(core), () -> SmtLib.script(core));
    }
  }

  @Provide
  Arbitrary<FloatFunction> functions() {
    return Arbitraries.of(FloatFunction.class)
        .filter(f -> f.compareTo(FloatFunction.DSIN) < 0)
        .filter(f -> f != FloatFunction.FREM && f != FloatFunction.DREM);
  }

  @Provide
  Arbitrary<Long> bits() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().map(Double::doubleToLongBits),
        Arbitraries.of(0.0, -0.0, 1.0, -1.5, 1e10, -1e300, 4.9e-324, 2147483648.0)
            .map(Double::doubleToLongBits),
        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
            .map(Double::doubleToLongBits),
        Arbitraries.floats().map(f -> (long) Float.floatToIntBits(f)),
        Arbitraries.longs());
  }

  @Property(tries = 100)
  void floatingPointIsJavas(
      @ForAll("functions") FloatFunction function, @ForAll("bits") long a, @ForAll("bits") long b) {
    TermFactory factory = new TermFactory();
    Scalar operand = function.isWide() ? Scalar.LONG : Scalar.INT;
    Variable x = factory.variable("x", operand);
    Variable y = factory.variable("y", operand);
    Term result = apply(factory, function, x, y);
    long expected = function.apply(operand.wrap(a), operand.wrap(function.isBinary() ? b : a));
    List<Term> operands =
        List.of(
            factory.equal(x, factory.literal(operand, operand.wrap(a))),
            factory.equal(y, factory.literal(operand, operand.wrap(b))));
    Term same = factory.equal(result, factory.literal((Scalar) result.sort(), expected));
    assertInstanceOf(Answer.Sat.class, check(operands, same));
    assertInstanceOf(Answer.Unsat.class, check(operands, factory.not(same)));
    List<Term> wrong = new ArrayList<>(operands);
    wrong.add(factory.not(same));
    assertEquals(Scripts.Result.UNSAT, Z3.check(SmtLib.script(wrong)));
  }

  private static Answer check(List<Term> conditions, Term last) {
    List<Term> all = new ArrayList<>(conditions);
    all.add(last);
    return ask(new Query(all, List.of()));
  }

  private static Term apply(TermFactory factory, FloatFunction function, Term x, Term y) {
    FloatingPoint floats = new FloatingPoint(factory);
    if (function.compareTo(FloatFunction.DSQRT) >= 0) {
      return floats.math(function, x, y);
    }
    Opcode opcode = Opcode.valueOf(function.name());
    if (function.isComparison()) {
      return floats.compare(opcode, x, y);
    }
    return function.isBinary() ? floats.binary(opcode, x, y) : floats.convert(opcode, x);
  }

  @Example
  void namesOfTheoriesAndOddNamesAreVariablesAllTheSame() {
    TermFactory factory = new TermFactory();
    List<Term> conditions = new ArrayList<>();
    List<String> names =
        List.of("and", "bvadd", "let", "?1", "?n1", "a|b", "a_b", "a\\b", "1", "é", "fp.add");
    for (int i = 0; i < names.size(); i++) {
      Variable variable = factory.variable(names.get(i), Scalar.INT);
      conditions.add(factory.equal(variable, factory.intValue(i)));
    }
    String script = SmtLib.script(conditions);
    assertEquals(Scripts.Result.SAT, Z3.check(script), script);
    assertEquals(Scripts.Result.SAT, CVC5.check(script), script);
  }

  @Example
  void aQueryThatZ3LeavesOpenIsCvc5s() {
    TermFactory factory = new TermFactory();
    FloatingPoint floats = new FloatingPoint(factory);
    Variable price = factory.variable("price", Scalar.LONG);
    Term zero = factory.longValue(0);
    Term raised =
        floats.binary(Opcode.DMUL, price, factory.longValue(Double.doubleToLongBits(1.2)));
    Query query =
        Query.of(
            factory.equal(floats.compare(Opcode.DCMPL, price, zero), factory.intValue(1)),
            factory.equal(floats.compare(Opcode.DCMPG, raised, price), factory.intValue(-1)));
    Z3Limits few = new Z3Limits(600_000, 20_000, 3_000);
    LaneSettings alone = new LaneSettings(Frames.Who.Z3, few, 0, 0, 0);
    LaneSettings both = new LaneSettings(Frames.Who.BOTH, few, 300_000, 2_000, 1);
    try (ProcessLane z3 = new ProcessLane(PROCESSES, alone, Optional.empty());
        ProcessLane two = new ProcessLane(PROCESSES, both, Optional.empty())) {
      assertInstanceOf(Answer.Unknown.class, new RemoteSolver(z3, 20_000).check(query));
      assertInstanceOf(Answer.Unsat.class, new RemoteSolver(two, 20_000).check(query));
    }
  }

  @Example
  void deepTermsAreDecided() {
    TermFactory factory = new TermFactory();
    Variable f = factory.variable("f", new MapSort(Scalar.INT, Scalar.INT), new Range(0, 10));
    Term deep = factory.variable("x", Scalar.INT);
    for (int i = 0; i < 2_000; i++) {
      deep = factory.select(f, deep);
    }
    Query query = Query.of(factory.less(deep, factory.intValue(0)));
    assertInstanceOf(Answer.Unsat.class, ask(query));
  }
}
