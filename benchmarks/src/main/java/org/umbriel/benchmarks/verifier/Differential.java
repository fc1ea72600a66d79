package org.umbriel.benchmarks.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.ClassPath;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.metadata.verify.Verifier;
import org.umbriel.metadata.verify.format.JvmRules;
import org.umbriel.metadata.verify.result.Verification;
import org.umbriel.metadata.verify.type.Hierarchy;

/** Puts the same classes before our verifier and before one JVM, and compares. */
final class Differential implements AutoCloseable {
  private final HotSpotOracle oracle;
  private final Verifier verifier;
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final Consumer<Difference> differences;

  /** What two verdicts come to. */
  enum Outcome {
    ACCEPTED_BY_BOTH,
    REJECTED_BY_BOTH,
    WRONGLY_ACCEPTED,
    WRONGLY_REJECTED,
    NO_VERDICT
  }

  /** A class that the two do not agree on. */
  record Difference(Outcome outcome, byte[] bytes, String label, String jvm, String ours) {}

  /**
   * A comparison.
   *
   * @param jars whose classes the judged ones see
   */
  Differential(Jvm jvm, List<Path> jars, Consumer<Difference> differences)
      throws IOException, MalformedArchiveException {
    this.differences = differences;
    oracle = new HotSpotOracle(jvm.home(), jars);
    PlatformClasses platform = PlatformClasses.of(jvm.home());
    List<Archive> archives = new ArrayList<>();
    for (Path jar : jars) {
      archives.add(Archive.read(jar.toString(), Files.readAllBytes(jar), Limits.DEFAULT));
    }
    ClassSource classes = ClassPath.of(archives, 0).then(platform);
    verifier = new Verifier(new Hierarchy(classes), JvmRules.of(jvm.feature()));
  }

  /** Judges classes; the labels say in reports what each is. */
  void compare(List<byte[]> classes, List<String> labels) throws IOException {
    List<Optional<String>> verdicts = oracle.judge(classes);
    for (int i = 0; i < classes.size(); i++) {
      String jvm = verdicts.get(i).orElse("crash");
      Verification ours = verifier.verify(new ClassFile("", classes.get(i)));
      Outcome outcome = outcome(jvm, ours.accepted());
      counts.merge(outcome, 1, Integer::sum);
      if (outcome == Outcome.WRONGLY_ACCEPTED || outcome == Outcome.WRONGLY_REJECTED) {
        differences.accept(
            new Difference(outcome, classes.get(i), labels.get(i), jvm, ours.toString()));
      }
    }
  }

  /** Classes whose verdict depends on what is missing around them, or on names, have none. */
  private static Outcome outcome(String jvm, boolean accepted) {
    if (jvm.equals("accepted")) {
      return accepted ? Outcome.ACCEPTED_BY_BOTH : Outcome.WRONGLY_REJECTED;
    }
    boolean verdict =
        jvm.startsWith("java.lang.VerifyError")
            || jvm.startsWith("java.lang.ClassFormatError")
            || jvm.startsWith("java.lang.UnsupportedClassVersionError")
            || jvm.startsWith("java.lang.IncompatibleClassChangeError")
            || jvm.startsWith("java.lang.ClassCircularityError");
    if (!verdict) {
      return Outcome.NO_VERDICT;
    }
    return accepted ? Outcome.WRONGLY_ACCEPTED : Outcome.REJECTED_BY_BOTH;
  }

  int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  @Override
  public void close() {
    oracle.close();
  }
}
