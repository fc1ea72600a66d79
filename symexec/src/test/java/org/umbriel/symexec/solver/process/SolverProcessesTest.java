package org.umbriel.symexec.solver.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.z3.Z3Limits;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/** What becomes of a query whose process fails, and of the one after it. */
class SolverProcessesTest {
  private static final Duration NEVER = Duration.ofDays(100);
  private static final Duration TICK = Duration.ofMillis(10);

  @TempDir private Path folder;

  private final TermFactory factory = new TermFactory();
  private final Variable x = factory.variable("x", Scalar.INT);
  private final Variable y = factory.variable("y", Scalar.INT);

  /** Something that only a real solver decides. */
  private Query productIs(int value) {
    Term product = factory.multiply(x, factory.bitXor(y, factory.intValue(5)));
    return Query.of(factory.equal(product, factory.intValue(value)), factory.less(y, x));
  }

  private SolverProcesses troubled(TroubledWorker.Trouble trouble, WorkerLimits limits)
      throws Exception {
    Path tests =
        Path.of(TroubledWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command = new ArrayList<>(SolverCommand.of(TroubledWorker.class, List.of(tests)));
    command.add(trouble.name());
    command.add(folder.resolve("over").toString());
    return new SolverProcesses(command, limits, Optional.empty());
  }

  private static WorkerLimits limits(Duration cpu, Duration wall, long bytes) {
    return new WorkerLimits(NEVER, cpu, wall, bytes, TICK, 1_000);
  }

  /** The first query has no answer for a reason, the second is decided by the next process. */
  private void survives(TroubledWorker.Trouble trouble, WorkerLimits limits, Answer.Cause expected)
      throws Exception {
    try (SolverProcesses processes = troubled(trouble, limits);
        SolverFactory lane = processes.lane(Z3Limits.standard())) {
      Solver solver = lane.open(factory);
      assertEquals(new Answer.Unknown(expected), solver.check(productIs(21)));
      assertInstanceOf(Answer.Sat.class, solver.check(productIs(22)));
      assertEquals(1, lane.statistics().restarts());
    }
  }

  /** The same where the limit is one that a real worker on a slow machine may reach, too. */
  private void isStopped(TroubledWorker.Trouble trouble, WorkerLimits limits) throws Exception {
    try (SolverProcesses processes = troubled(trouble, limits);
        SolverFactory lane = processes.lane(Z3Limits.standard())) {
      assertEquals(new Answer.Unknown(Answer.Cause.HUNG), lane.open(factory).check(productIs(21)));
      assertEquals(1, lane.statistics().restarts());
    }
  }

  @Test
  void aProcessThatDiesCostsOneAnswer() throws Exception {
    survives(
        TroubledWorker.Trouble.DIES, limits(NEVER, NEVER, Long.MAX_VALUE), Answer.Cause.CRASHED);
  }

  @Test
  void aProcessThatPrintsSomethingElseCostsOneAnswer() throws Exception {
    survives(
        TroubledWorker.Trouble.BABBLES, limits(NEVER, NEVER, Long.MAX_VALUE), Answer.Cause.CRASHED);
  }

  @Test
  void aProcessThatSpinsIsStopped() throws Exception {
    assumeTrue(ProcessHandle.current().info().totalCpuDuration().isPresent());
    isStopped(TroubledWorker.Trouble.SPINS, limits(Duration.ofSeconds(1), NEVER, Long.MAX_VALUE));
  }

  @Test
  void aProcessThatWaitsIsStopped() throws Exception {
    isStopped(TroubledWorker.Trouble.WAITS, limits(NEVER, Duration.ofSeconds(1), Long.MAX_VALUE));
  }

  @Test
  void aProcessThatTakesAllMemoryIsStopped() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/statm")));
    survives(
        TroubledWorker.Trouble.GROWS, limits(NEVER, NEVER, 350L << 20), Answer.Cause.OUT_OF_MEMORY);
  }

  @Test
  void withoutProcessesEveryQueryIsUnansweredAndItIsSaidOnce() throws Exception {
    try (SolverProcesses processes =
            troubled(TroubledWorker.Trouble.EXITS_AT_ONCE, limits(NEVER, NEVER, Long.MAX_VALUE));
        SolverFactory lane = processes.lane(Z3Limits.standard())) {
      Solver solver = lane.open(factory);
      for (int i = 0; i < 6; i++) {
        assertEquals(new Answer.Unknown(Answer.Cause.CRASHED), solver.check(productIs(21 + i)));
      }
      assertEquals(6, lane.statistics().restarts());
      assertEquals(1, processes.complaints().size(), processes.complaints()::toString);
    }
  }

  @Test
  void aWorkerIsReplacedBeforeItsMemoryHasGrownForLong() {
    WorkerLimits few = new WorkerLimits(NEVER, NEVER, NEVER, Long.MAX_VALUE, TICK, 10);
    try (SolverProcesses processes =
        new SolverProcesses(SolverCommand.standard(), few, Optional.empty())) {
      for (int i = 0; i < 3; i++) {
        try (SolverFactory lane = processes.lane(Z3Limits.standard())) {
          Solver solver = lane.open(factory);
          for (int value = 21; value < 29; value++) {
            assertInstanceOf(Answer.Sat.class, solver.check(productIs(value)));
          }
          assertEquals(0, lane.statistics().restarts());
        }
        boolean isReplaced = i == 1;
        assertEquals(isReplaced ? 0 : 1, processes.workers());
      }
    }
  }

  @Test
  void aTermThatIsNestedDeeplyIsDecided() {
    Term deep = x;
    for (int i = 0; i < 100_000; i++) {
      deep = factory.bitXor(factory.add(deep, y), factory.intValue(i));
    }
    Query query = Query.of(factory.equal(deep, factory.intValue(7)), factory.less(x, y));
    try (SolverProcesses processes = new SolverProcesses(Optional.empty());
        SolverFactory lane = processes.lane(new Z3Limits(600_000, 1_000_000, 3_000))) {
      Answer answer = lane.open(factory).check(query);
      assertTrue(answer instanceof Answer.Unknown || answer instanceof Answer.Sat);
      assertInstanceOf(Answer.Sat.class, lane.open(factory).check(productIs(21)));
      assertEquals(0, lane.statistics().restarts());
    }
  }
}
