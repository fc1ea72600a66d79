package org.umbriel.symexec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.fact.FactAnalysis;
import org.umbriel.symexec.path.Budget;
import org.umbriel.symexec.path.CodeIdentity;
import org.umbriel.symexec.path.Input;
import org.umbriel.symexec.path.PathChecker;
import org.umbriel.symexec.replay.Replayer;
import org.umbriel.symexec.replay.Subject;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;
import org.umbriel.symexec.summary.MethodFacts;
import org.umbriel.symexec.witness.WitnessSearch;

/**
 * Tier 1 against tier 2 and the JVM on the target programs: what either proves unconditionally, no
 * model of the other and no small input makes fail. The tiers are asked apart, so that neither
 * takes the other's word.
 */
class TiersAgreeTest {
  private static final Path TESTS = Path.of("src/test/java/org/umbriel/symexec");
  private static final Z3Lane LANE = new Z3Lane(Z3Limits.standard());
  private static final int CALLS = 12;

  @AfterAll
  static void close() {
    LANE.close();
  }

  static Stream<Path> targets() throws IOException {
    try (Stream<Path> files =
        Stream.concat(
            Files.list(TESTS.resolve("targets")), Files.list(TESTS.resolve("fact/targets")))) {
      return files.filter(file -> !file.endsWith("package-info.java")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void nothingMakesAProvenSiteFail(Path source) throws IOException {
    String path = Path.of("src/test/java").relativize(source).toString();
    Subject subject = Subject.of(Map.of(path, Files.readString(source)));
    FactAnalysis facts =
        FactAnalysis.of(subject.program(), new Assumption.Platform("test", "test"));
    while (facts.step()) {}
    ContractSource contracts = ContractSource.NONE;
    PathChecker paths =
        new PathChecker(
            subject.program(),
            contracts,
            MethodFacts.Source.NOTHING,
            CodeIdentity.BY_DIGEST,
            Budget.standard(),
            LANE);
    List<String> failed = new ArrayList<>();
    Replayer.Settings settings = Replayer.Settings.standard();
    try (Replayer replayer = Replayer.open(subject.program(), subject.files(), settings)) {
      WitnessSearch search = new WitnessSearch(subject.program(), contracts, replayer);
      for (ClassUnit unit : subject.program().units()) {
        for (MethodCode method : unit.methods().stream().filter(MethodCode::hasCode).toList()) {
          List<CheckSite> proven = proven(method, facts, paths);
          Map<CheckSite, Input> models = paths.inputs(method, proven, Long.MAX_VALUE);
          search
              .search(method, proven, models, CALLS)
              .forEach((site, witness) -> failed.add(site.id() + " by " + witness.call()));
        }
      }
    }
    assertEquals(List.of(), failed);
  }

  private static List<CheckSite> proven(MethodCode method, FactAnalysis facts, PathChecker paths) {
    List<CheckSite> sites =
        SiteFinder.sitesIn(method, ContractSource.NONE).stream()
            .filter(s -> !s.trivial() && s.kind() != CheckKind.PRECONDITION)
            .toList();
    Set<CheckSite> proven = new HashSet<>();
    Stream.concat(facts.verdicts(method, sites).stream(), paths.decide(method, sites).stream())
        .filter(v -> v.verdict() instanceof Verdict.Proven p && p.assumptions().isEmpty())
        .map(SiteVerdict::site)
        .forEach(proven::add);
    return sites.stream().filter(proven::contains).toList();
  }
}
