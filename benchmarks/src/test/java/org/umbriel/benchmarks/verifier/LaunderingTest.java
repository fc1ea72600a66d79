package org.umbriel.benchmarks.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.lang3.StringUtils;
import org.junit.jupiter.api.Test;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.rewriter.RewriteOptions;
import org.umbriel.rewriter.RewriteResult;
import org.umbriel.rewriter.Rewriter;

/**
 * What a JVM refuses it refuses after rewriting, or gets a class that throws in its place; what it
 * takes it takes.
 */
class LaunderingTest {
  private static final int CLASSES = 30;
  private static final int MUTANTS_OF_ONE = 10;
  private static final String LOADED = "accepted";

  /** A mutant, and what is served for it. */
  private record Case(String label, byte[] before, byte[] after, boolean replaced) {}

  @Test
  void noRejectedClassBecomesLoadable() throws Exception {
    Path jar = Jvm.locationOf(StringUtils.class);
    List<Case> cases = cases(jar, new Random(5));
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    int changed = 0;
    try (HotSpotOracle oracle = new HotSpotOracle(Jvm.running().home(), List.of(jar))) {
      List<Optional<String>> before = oracle.judge(cases.stream().map(Case::before).toList());
      List<Optional<String>> after = oracle.judge(cases.stream().map(Case::after).toList());
      for (int i = 0; i < cases.size(); i++) {
        Case one = cases.get(i);
        boolean loaded = before.get(i).orElse("crash").equals(LOADED);
        boolean loadedAfter = after.get(i).orElse("crash").equals(LOADED);
        if (one.replaced() ? loaded : loaded != loadedAfter) {
          wrong.add(one.label() + ": " + before.get(i) + " -> " + after.get(i));
        }
        refused += loaded ? 0 : 1;
        changed += loaded && one.before().length != one.after().length ? 1 : 0;
        if (one.replaced() && isOurFault(after.get(i).orElse("crash"))) {
          wrong.add(one.label() + ": its replacement is not sound: " + after.get(i));
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(refused > cases.size() / 10 && changed > cases.size() / 10, refused + " " + changed);
  }

  /** A supertype that is not there is not. */
  private static boolean isOurFault(String error) {
    return error.startsWith("java.lang.VerifyError")
        || error.startsWith("java.lang.ClassFormatError")
        || error.equals("crash");
  }

  private static List<Case> cases(Path jar, Random random) throws Exception {
    RewriteOptions options = RewriteOptions.linkChecks(List.of(PlatformClasses.running()));
    List<ClassFile> originals =
        Archive.read(jar.toString(), Files.readAllBytes(jar), Limits.DEFAULT).classes().stream()
            .filter(f -> f.bytes().length < 5_000 && !f.path().startsWith("META-INF/"))
            .filter(f -> !f.path().endsWith("module-info.class"))
            .toList();
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      ClassFile original = originals.get(random.nextInt(originals.size()));
      Mutator mutator = new Mutator(random, original.bytes());
      for (int j = 0; j < MUTANTS_OF_ONE; j++) {
        byte[] mutant = mutator.mutate(original.bytes());
        RewriteResult result =
            Rewriter.rewrite(
                Archive.of("mutant.jar", List.of(Entry.of(original.path(), mutant))), options);
        byte[] served =
            Archive.read("served.jar", result.bytes(), Limits.DEFAULT)
                .find(original.path())
                .orElseThrow()
                .content();
        boolean replaced = !result.report().rejected().isEmpty();
        cases.add(new Case(original.path() + " " + mutator.change(), mutant, served, replaced));
      }
    }
    return cases;
  }
}
