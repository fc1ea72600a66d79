package org.umbriel.symexec.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;
import org.umbriel.symexec.summary.MethodFacts;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Random methods, run by the JVM and executed symbolically. What the JVM does contradicts no proof;
 * and on constants the symbolic execution computes what the JVM computes.
 */
class ConcreteAgainstSymbolicTest {
  private static final Z3Lane LANE = new Z3Lane(Z3Limits.standard());

  /** Inputs of a run. */
  private record Inputs(int x, int y, long z, int @Nullable [] a, int objects) {}

  /** What a run did: its result, or the exception and the instruction that threw it. */
  private record Run(@Nullable Integer result, @Nullable Throwable exception, BitSet executed) {}

  @AfterContainer
  static void close() {
    LANE.close();
  }

  @Property(tries = 250)
  void noRunContradictsAProof(@ForAll @LongRange(min = 0) long seed) throws Exception {
    ClassUnit unit = unit(seed);
    Program program = new Program(List.of(unit), PlatformClasses.running());
    MethodCode method = unit.method("m", RandomMethod.DESCRIPTOR).orElseThrow();
    List<CheckSite> sites = SiteFinder.sitesIn(method, ContractSource.NONE);
    PathChecker checker =
        new PathChecker(
            program,
            ContractSource.NONE,
            MethodFacts.Source.NOTHING,
            CodeIdentity.BY_DIGEST,
            Budget.standard(),
            LANE);
    List<SiteVerdict> verdicts = checker.decide(method, sites);
    for (Inputs inputs : inputs()) {
      Run run = run(seed, inputs);
      for (SiteVerdict verdict : verdicts) {
        if (verdict.verdict() instanceof Verdict.Proven proven) {
          CheckSite site = verdict.site();
          assertTrue(
              !failedAt(run, site),
              () ->
                  site.id() + " at " + site.instruction() + " fails on " + inputs + " of " + seed);
          boolean isDead =
              proven.unreachable()
                  && run.executed.get(site.instruction())
                  && isFirstCheckThere(site, sites);
          assertTrue(
              !isDead,
              () ->
                  site.id()
                      + " at "
                      + site.instruction()
                      + " is reached on "
                      + inputs
                      + " of "
                      + seed);
        }
      }
    }
  }

  /** The second check of an instruction is not reached where the first one fails. */
  private static boolean isFirstCheckThere(CheckSite site, List<CheckSite> sites) {
    return sites.stream()
        .filter(other -> other.instruction() == site.instruction())
        .findFirst()
        .orElseThrow()
        .equals(site);
  }

  private static boolean failedAt(Run run, CheckSite site) {
    if (run.exception == null) {
      return false;
    }
    StackTraceElement top = run.exception.getStackTrace()[0];
    return top.getMethodName().equals("m")
        && top.getLineNumber() == site.instruction()
        && run.exception.getClass().getName().replace('.', '/').equals(site.kind().exception());
  }

  @Property(tries = 250)
  void constantsLeadToTheSameResult(@ForAll @LongRange(min = 0) long seed) throws Exception {
    ClassUnit unit = unit(seed);
    Program program = new Program(List.of(unit), PlatformClasses.running());
    MethodCode method = unit.method("m", RandomMethod.DESCRIPTOR).orElseThrow();
    Budget budget = new Budget(50_000, 1_000_000, 100, 5_000, 4, 50_000, 8, Long.MAX_VALUE);
    World world =
        new World(
            program,
            ContractSource.NONE,
            MethodFacts.Source.NOTHING,
            CodeIdentity.BY_DIGEST,
            budget);
    for (Inputs inputs : inputs()) {
      Execution execution =
          new Execution(
              world, method, List.of(), Execution.Loops.UNROLLED, Execution.Callees.ALL, LANE);
      Frame frame = new Frame(method, 0, true, null);
      MethodRun.Outcome outcome =
          new MethodRun(execution, frame).run(constants(execution, frame, inputs));
      Run run = run(seed, inputs);
      String where = inputs + " of " + seed;
      if (run.exception == null) {
        assertEquals(List.of(), outcome.raised(), where);
        Term value = outcome.returned().orElseThrow().value();
        assertEquals(execution.factory().intValue(run.result), value, where);
      } else {
        assertTrue(outcome.returned().isEmpty(), where);
        assertEquals(1, outcome.raised().size(), where);
        Literal thrown = (Literal) outcome.raised().get(0).exception();
        String type = execution.unknowns().typeOf(thrown.value()).orElseThrow().name();
        assertEquals(run.exception.getClass().getName(), type.replace('/', '.'), where);
      }
    }
  }

  private static State constants(Execution execution, Frame frame, Inputs inputs) {
    TermFactory factory = execution.factory();
    State state = State.initial(frame.noLocals(), factory);
    Term array = factory.reference(0);
    if (inputs.a != null) {
      int object = execution.unknowns().allocate("[I", true);
      array = factory.reference(object);
      Place elements = Place.elements("I");
      Term contents = state.read(elements, array, execution.unknowns());
      for (int i = 0; i < inputs.a.length; i++) {
        contents = factory.store(contents, factory.intValue(i), factory.intValue(inputs.a[i]));
      }
      state =
          state
              .allocate(object)
              .write(Place.LENGTH, array, factory.intValue(inputs.a.length), execution.unknowns())
              .write(elements, array, contents, execution.unknowns());
    }
    Term subject = factory.reference(0);
    if (inputs.objects > 0) {
      int object = execution.unknowns().allocate(RandomMethod.NAME, true);
      subject = factory.reference(object);
      Place next =
          Place.instanceField(RandomMethod.NAME + ".next", "LSubject;", Place.Stability.MUTABLE);
      Term following = inputs.objects > 1 ? subject : factory.reference(0);
      state = state.allocate(object).write(next, subject, following, execution.unknowns());
    }
    Place count = Place.staticField(RandomMethod.NAME + ".count", "I", Place.Stability.MUTABLE);
    state = state.withHeap(state.heap().with(count, factory.intValue(0)));
    return state
        .withLocal(0, factory.intValue(inputs.x))
        .withLocal(1, factory.intValue(inputs.y))
        .withLocal(2, factory.longValue(inputs.z))
        .withLocal(4, array)
        .withLocal(5, subject);
  }

  private static List<Inputs> inputs() {
    List<Inputs> all = new ArrayList<>();
    int[] values = {0, 1, -1, 2, 7, 255, Integer.MIN_VALUE, Integer.MAX_VALUE};
    for (int i = 0; i < 24; i++) {
      int x = values[i % values.length];
      int y = values[(i / 2 + 3) % values.length];
      int[] a =
          i % 5 == 4
              ? null
              : new int[] {x, y, 1, 0}.length > i % 6
                  ? java.util.Arrays.copyOf(new int[] {x, y, 1, 0}, i % 6)
                  : new int[0];
      all.add(new Inputs(x, y, i % 3 == 0 ? y : (long) x << 20, a, i % 3));
    }
    return all;
  }

  private static ClassUnit unit(long seed) throws Exception {
    return ClassDecoder.decode(new ClassFile("Subject.class", RandomMethod.generate(seed, false)));
  }

  private static Run run(long seed, Inputs inputs) throws Exception {
    Class<?> subject = new Loader().define(RandomMethod.generate(seed, true));
    Method method = null;
    for (Method candidate : subject.getMethods()) {
      method = candidate.getName().equals("m") ? candidate : method;
    }
    Object object = null;
    if (inputs.objects > 0) {
      object = subject.getConstructor().newInstance();
      if (inputs.objects > 1) {
        subject.getField("next").set(object, object);
      }
    }
    RandomMethod.Probe.take();
    try {
      int[] a = inputs.a == null ? null : inputs.a.clone();
      Integer result = (Integer) method.invoke(null, inputs.x, inputs.y, inputs.z, a, object);
      return new Run(result, null, RandomMethod.Probe.take());
    } catch (InvocationTargetException e) {
      return new Run(null, e.getCause(), RandomMethod.Probe.take());
    }
  }

  private static final class Loader extends ClassLoader {
    Loader() {
      super(ConcreteAgainstSymbolicTest.class.getClassLoader());
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }
}
