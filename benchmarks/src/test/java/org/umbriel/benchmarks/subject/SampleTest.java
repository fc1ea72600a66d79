package org.umbriel.benchmarks.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.benchmarks.workload.WorkloadMain;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.rewriter.RewriteOptions;
import org.umbriel.rewriter.Rewriter;

/** Seeded samples of the proofs that {@code benchmarks/run acceptance} runs whole. */
@Timeout(120)
class SampleTest {
  private static final long SEED = 8;
  private static final int CLASSES = 30;

  private static Path gson() {
    return Jvm.locationOf(Gson.class);
  }

  private static List<RewriteOptions> options() throws Exception {
    RewriteOptions links = RewriteOptions.linkChecks(List.of(PlatformClasses.running()));
    RewriteOptions assertions = links.withAssertions(VerdictSource.NONE);
    return List.of(links, assertions, assertions.withAllChecks());
  }

  private static Path rewritten(Archive archive, RewriteOptions options, Path file)
      throws Exception {
    return Files.write(file, Rewriter.rewrite(archive, options).bytes());
  }

  /** Some of the classes, always the same ones; what they extend is among the libraries. */
  private static Archive sampleOf(Archive archive) {
    Random random = new Random(SEED);
    List<Entry> entries = new ArrayList<>(archive.entries());
    while (entries.size() > CLASSES) {
      entries.remove(random.nextInt(entries.size()));
    }
    return archive.withEntries(entries);
  }

  @Test
  void behaviour() throws Exception {
    try (Workspace workspace = Workspace.open("behaviour-sample", null)) {
      String expected = checksum(gson(), workspace);
      for (RewriteOptions options : options()) {
        Path jar = rewritten(Subject.archive(gson()), options, workspace.file("gson.jar"));
        assertEquals(expected, checksum(jar, workspace), options.toString());
      }
    }
  }

  private static String checksum(Path jar, Workspace workspace) throws Exception {
    Path output = workspace.file("sample.txt").toAbsolutePath();
    Path log = workspace.file("log.txt");
    Jvm.Launch launch =
        new Jvm.Launch(
            List.of("-Xverify:all", "-XX:TieredStopAtLevel=1"),
            List.of(jar, Jvm.locationOf(WorkloadMain.class)),
            WorkloadMain.class.getName(),
            List.of(output.toString(), "gson", "2"));
    boolean ended = Jvm.running().run(launch, workspace.folder("work"), log, Duration.ofMinutes(1));
    assertTrue(ended, Files.readString(log));
    return Files.readString(output).split(" ")[0];
  }

  @Test
  void reflection() throws Exception {
    try (Workspace workspace = Workspace.open("reflection-sample", null)) {
      Archive sample = sampleOf(Subject.archive(gson()));
      Path original = Files.write(workspace.file("sample.jar"), sample.toBytes());
      List<Path> libraries = List.of(gson());
      ReflectionFacts before = ReflectionFacts.of(original, libraries, workspace, "original");
      assertTrue(before.size() > 300, before.size() + " facts");
      for (RewriteOptions options : options()) {
        Path jar = rewritten(sample, options, workspace.file("rewritten.jar"));
        ReflectionFacts after = ReflectionFacts.of(jar, libraries, workspace, "rewritten");
        assertEquals(List.of(), before.differences(after), options.toString());
      }
    }
  }

  @Test
  void differential() throws Exception {
    assumeTrue(DescriptionProof.isPossible(), "llvm-dwarfdump is not installed");
    try (Workspace workspace = Workspace.open("differential-sample", null)) {
      Archive sample = sampleOf(Subject.archive(gson()));
      Path original = Files.write(workspace.file("sample.jar"), sample.toBytes());
      Path jar = workspace.folder("out").resolve("sample.jar");
      CommandLines.rewrite(original, jar, List.of(), List.of(Jvm.running().home()), Variant.LINK);
      DescriptionProof proof =
          DescriptionProof.of(
              original,
              jar,
              CommandLines.sites(original, List.of()),
              workspace.file("sample.debug"));
      StringWriter text = new StringWriter();
      proof.print("sample.jar", new PrintWriter(text));
      assertTrue(proof.isSound(), text.toString());
      assertTrue(proof.shown() > 50, text.toString());
    }
  }
}
