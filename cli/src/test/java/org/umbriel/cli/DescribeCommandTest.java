package org.umbriel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.describe.ClassRecords;
import org.umbriel.metadata.describe.DescribedArchive;
import org.umbriel.metadata.describe.Descriptions;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;

class DescribeCommandTest {
  private static final String BUILD_ID = "0".repeat(40);
  private static final String SUBJECT = Subject.class.getName();
  private static final String PATH = SUBJECT.replace('.', '/') + ".class";

  @TempDir private Path folder;

  /** What is described. */
  static final class Subject {
    private final int[] numbers = new int[1];

    int at(int index) {
      return numbers[index];
    }
  }

  /** How a command line ended. */
  private record Outcome(int code, String out, String err) {}

  private static Outcome run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] line = new String[arguments.length + 1];
    line[0] = "describe";
    for (int i = 0; i < arguments.length; i++) {
      line[i + 1] = arguments[i].toString();
    }
    int code = Umbriel.run(new PrintWriter(out), new PrintWriter(err), line);
    return new Outcome(code, out.toString(), err.toString());
  }

  private static byte[] subject() throws IOException {
    try (InputStream in = Subject.class.getClassLoader().getResourceAsStream(PATH)) {
      return in.readAllBytes();
    }
  }

  private Path jar(List<Entry> entries) throws IOException {
    return Files.write(folder.resolve("a.jar"), Archive.of("a.jar", entries).toBytes());
  }

  /** The subject with a description in which every site is proven. */
  private Path jarWithClaim() throws IOException {
    Entry subject = Entry.of(PATH, subject());
    DescribedArchive described =
        DescribedArchive.of(Archive.of("a.jar", List.of(subject)), DescribeCommandTest::proven);
    byte[] description = Descriptions.write(BUILD_ID, "a.jar", described.classes());
    return jar(List.of(subject, Entry.of(DescribedArchive.entryName(BUILD_ID), description)));
  }

  private static ClassRecords proven(ClassUnit unit) {
    List<CheckSite> sites = ClassRecords.undecided(unit).undecided();
    Verdict verdict = new Verdict.Proven(Set.of());
    return new ClassRecords(
        List.of(),
        sites.stream().map(site -> new SiteVerdict(site, verdict, Tier.FACTS)).toList(),
        List.of());
  }

  @Test
  void plainJarIsDescribedAsItIs() throws IOException {
    Outcome outcome = run(jar(List.of(Entry.of(PATH, subject()))));
    assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
    assertTrue(outcome.out().startsWith("compile_unit " + SUBJECT), outcome.out());
    assertTrue(outcome.out().contains("subprogram at(I)I : int"), outcome.out());
    assertTrue(outcome.out().contains("member numbers : int[]    private"), outcome.out());
    assertTrue(
        outcome.out().lines().anyMatch(l -> l.matches(".*ARRAY_BOUNDS#0@.*undecided")),
        outcome.out());
  }

  @Test
  void claimOfTheJarIsPrintedAsOne() throws IOException {
    Path jar = jarWithClaim();
    Outcome text = run(jar);
    assertEquals(ExitCode.DONE, text.code(), text.err());
    assertTrue(
        text.out()
            .startsWith(
                "check sites and contracts as META-INF/umbriel/"
                    + BUILD_ID
                    + ".debug claims, not checked here\n"),
        text.out());
    assertTrue(
        text.out().lines().anyMatch(l -> l.matches(".*ARRAY_BOUNDS#0@.*proven    facts")),
        text.out());
    Outcome json = run(jar, "--format", "json");
    assertTrue(
        json.out().startsWith("{\"schema\": \"umbriel-describe/1\", \"claim\": \"META-INF"),
        json.out());
  }

  @Test
  void claimAboutOtherBytesIsNotPrinted() throws Exception {
    Entry other =
        Entry.of(
            PATH, InputFilesTest.class.getResourceAsStream("InputFilesTest.class").readAllBytes());
    Entry claim = InputFiles.open(jarWithClaim(), Limits.DEFAULT).entries().get(1);
    Outcome outcome = run(jar(List.of(other, claim)));
    assertEquals(ExitCode.PARTIAL, outcome.code());
    assertTrue(outcome.err().contains("description is of another class file"), outcome.err());
    assertFalse(outcome.out().contains("proven"), outcome.out());
  }

  @Test
  void brokenClaimIsNamed() throws IOException {
    String entry = DescribedArchive.entryName(BUILD_ID);
    Outcome outcome =
        run(jar(List.of(Entry.of(PATH, subject()), Entry.of(entry, new byte[] {1, 2, 3}))));
    assertEquals(ExitCode.PARTIAL, outcome.code());
    assertEquals(
        "umbriel: "
            + folder.resolve("a.jar")
            + ": "
            + entry
            + ": ELF header at 0x0: not an ELF file\n",
        outcome.err());
    assertTrue(outcome.out().startsWith("compile_unit " + SUBJECT), outcome.out());
  }

  @Test
  void descriptionsAreDescribedThemselves() throws IOException {
    byte[] description =
        Descriptions.write(
            BUILD_ID,
            "a.jar",
            DescribedArchive.of(
                    Archive.of("a.jar", List.of(Entry.of(PATH, subject()))),
                    DescribeCommandTest::proven)
                .classes());
    Path file = Files.write(folder.resolve("a.debug"), description);
    Outcome outcome = run(file, "--class", SUBJECT);
    assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
    assertTrue(outcome.out().contains("proven    facts"), outcome.out());
    assertEquals(1, outcome.out().lines().filter(l -> l.startsWith("compile_unit")).count());
  }

  @Test
  void wrongInputsGetOneLine() throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[] {0x7f, 'E', 'L', 'F', 2});
    Outcome truncated = run(file);
    assertEquals(ExitCode.USAGE, truncated.code());
    assertEquals(
        "umbriel: " + file + ": ELF header at 0x5: needs 1 more bytes, has 0\n", truncated.err());
    Outcome missing = run(folder.resolve("none"));
    assertEquals(ExitCode.USAGE, missing.code());
    assertEquals(1, missing.err().lines().count());
    Outcome noSuchClass = run(jar(List.of(Entry.of(PATH, subject()))), "--class", "a.B");
    assertEquals(ExitCode.USAGE, noSuchClass.code());
    assertTrue(noSuchClass.err().contains("no class a.B in it"), noSuchClass.err());
  }

  @Test
  void runningJavaVm() {
    String pid = Long.toString(ProcessHandle.current().pid());
    Outcome text = run(pid, "--class", "java.lang.String");
    assertEquals(ExitCode.DONE, text.code(), text.err());
    assertTrue(text.out().contains("class_type java.lang.String    byte_size 24"), text.out());
    assertTrue(text.out().contains("member value : byte[]    data_member_location "), text.out());
    Outcome json = run(pid, "--class", "java.lang.String", "--format", "json");
    assertEquals(ExitCode.DONE, json.code(), json.err());
    assertTrue(json.out().contains("\"umbriel-describe/1\""), json.out());
    assertEquals(2, run(pid, "--class", "no.such.Class").code());
    assertEquals("umbriel: 2147483646: no process 2147483646", run("2147483646").err().strip());
  }

  @Test
  void processesThatAreNoJavaVm() throws Exception {
    Process sleeping = new ProcessBuilder("sleep", "60").start();
    try {
      Outcome none = run(sleeping.pid());
      assertEquals(ExitCode.USAGE, none.code());
      assertTrue(none.err().endsWith(" is no HotSpot\n"), none.err());
      assertEquals(1, none.err().lines().count());
    } finally {
      sleeping.destroyForcibly();
    }
  }

  /**
   * Root gives up the right to look into other processes, and another one, so that this process has
   * more rights than the one that looks; who is not root may not look into process 1.
   */
  @Test
  void processesThatMayNotBeRead() throws Exception {
    boolean isRoot = System.getProperty("user.name").equals("root");
    String pid = isRoot ? Long.toString(ProcessHandle.current().pid()) : "1";
    List<String> less = List.of("setpriv", "--bounding-set=-sys_ptrace,-chown");
    List<String> reading = new ArrayList<>(isRoot ? less : List.of());
    reading.addAll(List.of("head", "-c", "0", "/proc/" + pid + "/mem"));
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")));
    Process probe = new ProcessBuilder(reading).redirectErrorStream(true).start();
    String refused = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(probe.waitFor() != 0 && refused.contains("Permission denied"), refused);

    List<String> command = new ArrayList<>(isRoot ? less : List.of());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Umbriel.class.getName()));
    command.addAll(List.of("describe", pid));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(ExitCode.USAGE, process.waitFor(), said);
    assertEquals(
        "umbriel: "
            + pid
            + ": process "
            + pid
            + ": its memory may not be read"
            + " (another user's, or ptrace is restricted)",
        said.strip());
  }
}
