package org.umbriel.benchmarks.random;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;

/** A sample of {@code benchmarks/run acceptance random}. */
class RandomCheckTest {
  private static final int METHODS = 40;
  private static final int WRONG = 10;
  private static final Z3Limits LIMITS = new Z3Limits(50_000, 1_000, 3_000);

  @Test
  void exploringFindsWhatHotSpotDoes() throws IOException, MalformedClassException {
    int agreed = 0;
    try (SolverFactory solvers = new Z3Lane(LIMITS)) {
      RandomCheck check = new RandomCheck(solvers);
      for (long seed = 1; seed <= METHODS; seed++) {
        RandomCheck.Finding finding = check.check(seed);
        assertNotEquals(RandomCheck.Outcome.DIFFERENT, finding.outcome(), finding.toString());
        agreed += finding.outcome() == RandomCheck.Outcome.AGREED ? 1 : 0;
      }
      assertTrue(
          check.opcodes().size() >= 0.95 * Opcode.values().length, check.opcodes().toString());
    }
    assertTrue(agreed >= 0.8 * METHODS, agreed + " of " + METHODS + " agreed");
  }

  @Test
  void aWrongResultIsFound() throws IOException, MalformedClassException {
    int found = 0;
    try (SolverFactory solvers = new Z3Lane(LIMITS)) {
      RandomCheck check = new RandomCheck(solvers);
      for (long seed = 1; seed <= WRONG; seed++) {
        RandomCheck.Outcome outcome = check.check(seed, 1).outcome();
        assertNotEquals(RandomCheck.Outcome.AGREED, outcome);
        found += outcome == RandomCheck.Outcome.DIFFERENT ? 1 : 0;
      }
    }
    assertTrue(found >= 0.8 * WRONG, found + " of " + WRONG + " found");
  }
}
