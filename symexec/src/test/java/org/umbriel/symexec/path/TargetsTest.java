package org.umbriel.symexec.path;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.SolverStatistics;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;
import org.umbriel.symexec.summary.MethodFacts;
import org.umbriel.symexec.term.TermFactory;

/** Each target's verdicts against the expectations on its lines. */
class TargetsTest {
  private static final String FOLDER = "org/umbriel/symexec/targets/";
  private static final String MARK = "// expect ";

  @ParameterizedTest
  @ValueSource(strings = {"Bounds", "Nulls", "Arithmetic", "Objects"})
  void verdictsAreAsExpected(String name) throws IOException, MalformedClassException {
    assertEquals(expected(name), actual(name));
  }

  @Test
  void whereTheSolverFailsTheSiteSaysSo() throws IOException, MalformedClassException {
    SolverFactory failing = new FailingSolvers(Answer.Cause.CRASHED);
    ClassUnit unit = ClassDecoder.decode(read(FOLDER + "Arithmetic").orElseThrow());
    Set<String> reasons = new TreeSet<>();
    for (SiteVerdict verdict : verdicts(unit, failing)) {
      if (verdict.verdict() instanceof Verdict.Unproven unproven
          && unproven.reason() == Reason.SOLVER_FAILED) {
        reasons.add(unproven.detail());
      }
    }
    assertEquals(Set.of("its process ended"), reasons);
  }

  /** A solver that never has an answer. */
  private record FailingSolvers(Answer.Cause cause) implements SolverFactory {
    @Override
    public Solver open(TermFactory terms) {
      return query -> new Answer.Unknown(cause);
    }

    @Override
    public SolverStatistics statistics() {
      return SolverStatistics.NONE;
    }

    @Override
    public void close() {}
  }

  private static String expected(String name) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("src/test/java", FOLDER + name + ".java"));
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      int mark = lines.get(i).indexOf(MARK);
      if (mark >= 0) {
        expected
            .append(i + 1)
            .append(": ")
            .append(lines.get(i).substring(mark + MARK.length()))
            .append('\n');
      }
    }
    return expected.toString();
  }

  private static String actual(String name) throws IOException, MalformedClassException {
    ClassUnit unit = ClassDecoder.decode(read(FOLDER + name).orElseThrow());
    TreeMap<Integer, List<String>> lines = new TreeMap<>();
    try (Z3Lane lane = new Z3Lane(Z3Limits.standard())) {
      for (SiteVerdict verdict : verdicts(unit, lane)) {
        CheckSite site = verdict.site();
        lines
            .computeIfAbsent(site.line(), key -> new ArrayList<>())
            .add(site.kind() + " " + word(verdict.verdict()));
      }
    }
    return lines.entrySet().stream()
        .map(line -> line.getKey() + ": " + distinct(line.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static List<SiteVerdict> verdicts(ClassUnit unit, SolverFactory lane) throws IOException {
    Program program =
        new Program(
            List.of(unit), ((ClassSource) TargetsTest::read).then(PlatformClasses.running()));
    ContractSource contracts = new AnnotatedContracts(program);
    PathChecker checker =
        new PathChecker(
            program,
            contracts,
            MethodFacts.Source.NOTHING,
            CodeIdentity.BY_DIGEST,
            Budget.standard(),
            lane);
    List<SiteVerdict> verdicts = new ArrayList<>();
    for (MethodCode method : unit.methods()) {
      List<CheckSite> sites =
          SiteFinder.sitesIn(method, contracts).stream().filter(site -> !site.trivial()).toList();
      verdicts.addAll(checker.decide(method, sites));
    }
    return verdicts;
  }

  private static String distinct(List<String> words) {
    return words.stream().distinct().collect(Collectors.joining(", "));
  }

  private static String word(Verdict verdict) {
    return verdict.accept(
        new Verdict.Visitor<>() {
          @Override
          public String proven(Verdict.Proven proven) {
            return proven.byContract() ? "contract" : "proven";
          }

          @Override
          public String refuted(Verdict.Refuted refuted) {
            return "refuted";
          }

          @Override
          public String unproven(Verdict.Unproven unproven) {
            return "unproven";
          }
        });
  }

  private static Optional<ClassFile> read(String internalName) {
    Path file = Path.of("target/test-classes", internalName + ".class");
    try {
      return Files.exists(file)
          ? Optional.of(new ClassFile(internalName + ".class", Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A parameter is required to be non-null where it is annotated so. */
  private record AnnotatedContracts(Program program) implements ContractSource {
    @Override
    public List<Contract> requires(MethodReference reference) {
      List<Contract> contracts = new ArrayList<>();
      program
          .resolve(reference)
          .ifPresent(
              method -> {
                for (int i = 0; i < method.parameterAnnotations().size(); i++) {
                  if (method.parameterAnnotations().get(i).stream()
                      .anyMatch(a -> a.simpleName().equals("NonNull"))) {
                    contracts.add(
                        Contract.nonNull(method.reference(), i, "p" + i, Contract.Origin.DECLARED));
                  }
                }
              });
      return contracts;
    }
  }
}
