package org.umbriel.benchmarks.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.junit.jupiter.api.Test;
import org.umbriel.benchmarks.jvm.Jvm;

/** A small part of what {@code benchmarks/run acceptance verifier} compares. */
class DifferentialTest {
  private static final int MUTANTS = 1500;

  @Test
  void agreesWithHotSpotOnMutants() throws Exception {
    List<Path> jars = List.of(Jvm.locationOf(StringUtils.class));
    List<String> differences = new ArrayList<>();
    try (Differential differential =
        new Differential(
            Jvm.running(),
            jars,
            d -> differences.add(d.label() + "\n  " + d.jvm() + "\n  " + d.ours()))) {
      new MutantStream(jars, 11).judge(differential, MUTANTS);
      assertEquals(List.of(), differences);
      assertTrue(differential.count(Differential.Outcome.ACCEPTED_BY_BOTH) > MUTANTS / 10);
      assertTrue(differential.count(Differential.Outcome.REJECTED_BY_BOTH) > MUTANTS / 10);
    }
  }
}
