package org.umbriel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.describe.ClassRecords;
import org.umbriel.metadata.describe.DescribedArchive;
import org.umbriel.metadata.describe.DescribedClass;
import org.umbriel.metadata.describe.Descriptions;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;

/** Inputs that something is wrong with: one clear line each, the exit code, no stack trace. */
@Timeout(120)
class BadInputTest {
  private static final String INT = "()I";
  private static final String BUILD_ID = "0".repeat(40);

  @TempDir private Path folder;
  private Entry good;

  /** How a command line ended. */
  private record Outcome(int code, String out, String err) {
    String all() {
      return out + err;
    }

    long linesWith(String text) {
      return all().lines().filter(l -> l.contains(text)).count();
    }
  }

  @BeforeEach
  void compile() {
    good = Entry.of("p/Good.class", divides("p/Good"));
  }

  private static Outcome run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] line = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int code = Umbriel.run(new PrintWriter(out), new PrintWriter(err), line);
    Outcome outcome = new Outcome(code, out.toString(), err.toString());
    assertFalse(outcome.all().contains("\tat "), outcome.all());
    assertFalse(outcome.all().contains("defect:"), outcome.all());
    return outcome;
  }

  private Outcome check(Path input, Object... more) {
    List<Object> line = new ArrayList<>(List.of("check", input, "--no-paths"));
    line.addAll(List.of("--store", folder.resolve("store")));
    line.addAll(List.of(more));
    return run(line.toArray());
  }

  private Outcome rewrite(Path input, Object... more) {
    List<Object> line = new ArrayList<>(List.of("rewrite", input, "-o", output()));
    line.addAll(List.of(more));
    return run(line.toArray());
  }

  private Path output() {
    return folder.resolve("out.jar");
  }

  private Path jar(Entry... entries) throws Exception {
    return Files.write(folder.resolve("in.jar"), Archive.of("in.jar", List.of(entries)).toBytes());
  }

  private Archive written() throws Exception {
    return Archive.read("out.jar", Files.readAllBytes(output()), Limits.DEFAULT);
  }

  /** A class with one method, {@code int half(int n)}, that divides 100 by its parameter. */
  private static byte[] divides(String name) {
    ClassWriter writer = start(name);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "divide", "(I)I", null, null);
    code.visitCode();
    code.visitIntInsn(Opcodes.BIPUSH, 100);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IDIV);
    return end(writer, code);
  }

  private static ClassWriter start(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    return writer;
  }

  private static byte[] end(ClassWriter writer, MethodVisitor code) {
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void aFileThatIsNotThere() {
    for (String command : List.of("check", "describe")) {
      Outcome outcome = run(command, folder.resolve("absent.jar"));
      assertEquals(ExitCode.USAGE, outcome.code());
      assertEquals(
          "umbriel: " + folder.resolve("absent.jar") + ": no such file or folder\n", outcome.err());
    }
  }

  @Test
  void aTruncatedZip() throws Exception {
    byte[] whole = Files.readAllBytes(jar(good, Entry.of("a.txt", new byte[3000])));
    for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
      Path cut = Files.write(folder.resolve("cut.jar"), Arrays.copyOf(whole, length));
      for (Outcome outcome : List.of(check(cut), rewrite(cut), run("describe", cut))) {
        assertEquals(ExitCode.USAGE, outcome.code(), length + ": " + outcome);
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("umbriel: " + cut + ": "), outcome.err());
        assertEquals("", outcome.out());
      }
    }
    assertFalse(Files.exists(output()), "nothing was written");
  }

  @Test
  void oneCorruptClass() throws Exception {
    byte[] corrupt = Arrays.copyOf(divides("p/Bad"), 60);
    Path input = jar(good, Entry.of("p/Bad.class", corrupt));
    Outcome checked = check(input);
    assertEquals(ExitCode.PARTIAL, checked.code(), checked.toString());
    assertEquals(1, checked.linesWith("p/Bad.class"), checked.all());
    assertEquals(1, checked.linesWith("division by zero"), "the others are checked");
    Outcome rewritten = rewrite(input);
    assertEquals(ExitCode.PARTIAL, rewritten.code(), rewritten.toString());
    assertEquals(1, rewritten.linesWith("p/Bad.class"), rewritten.all());
    byte[] replacement = written().find("p/Bad.class").orElseThrow().content();
    assertTrue(
        new String(replacement, StandardCharsets.ISO_8859_1).contains("java/lang/VerifyError"),
        "it throws");
    Outcome described = run("describe", input);
    assertEquals(1, described.linesWith("p/Bad.class"), described.all());
  }

  @Test
  void aClassFromTheFuture() throws Exception {
    byte[] future = divides("p/Future");
    ByteBuffer.wrap(future).putShort(6, (short) 80);
    Path input = jar(good, Entry.of("p/Future.class", future));
    for (Outcome outcome : List.of(check(input), rewrite(input))) {
      assertEquals(ExitCode.PARTIAL, outcome.code(), outcome.toString());
      assertEquals(1, outcome.linesWith("p/Future.class"), outcome.all());
      assertEquals(1, outcome.linesWith("version 80"), outcome.all());
    }
  }

  @Test
  void anEntryBeyondTheLimit() throws Exception {
    Path input = jar(good, Entry.of("p/Bomb.class", new byte[5 << 20]));
    assertTrue(Files.size(input) < 20_000, "it is small until it is inflated");
    for (Outcome outcome :
        List.of(check(input, "--max-entry-size", 1), rewrite(input, "--max-entry-size", 1))) {
      assertEquals(ExitCode.PARTIAL, outcome.code(), outcome.toString());
      assertEquals(1, outcome.linesWith("p/Bomb.class"), outcome.all());
    }
  }

  @Test
  void aMissingCoordinate() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home/.m2"));
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Files.writeString(
        home.resolve("settings.xml"),
        "<settings><mirrors><mirror><id>none</id><mirrorOf>*</mirrorOf><url>"
            + empty.toUri()
            + "</url></mirror></mirrors></settings>");
    String before = System.getProperty("user.home");
    try {
      System.setProperty("user.home", folder.resolve("home").toString());
      Outcome outcome = run("check", "com.example:absent:1.0");
      assertEquals(ExitCode.USAGE, outcome.code(), outcome.toString());
      assertEquals(1, outcome.linesWith("com.example:absent:"), outcome.all());
    } finally {
      System.setProperty("user.home", before);
    }
  }

  @Test
  void missingDependenciesAreNoFailure() throws Exception {
    ClassWriter writer = start("p/Needs");
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "twice", INT, null, null);
    code.visitCode();
    for (int i = 0; i < 2; i++) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, "q/Absent", "size", INT, false);
    }
    code.visitInsn(Opcodes.IADD);
    Path input = jar(good, Entry.of("p/Needs.class", end(writer, code)));
    Outcome checked = check(input, "--fail-on", "none");
    assertTrue(checked.code() == ExitCode.DONE, checked.toString());
    assertTrue(checked.linesWith("q.Absent") + checked.linesWith("q/Absent") <= 1, checked.all());
    Outcome rewritten = rewrite(input);
    assertEquals(ExitCode.DONE, rewritten.code(), rewritten.toString());
    assertTrue(rewritten.out().contains("link 1 of "), rewritten.out());
  }

  /** A description that says that everything is proven. */
  private static Entry claim(Entry of) throws Exception {
    ClassUnit unit = ClassDecoder.decode(new ClassFile(of.path(), of.content()));
    List<SiteVerdict> verdicts =
        ClassRecords.undecided(unit).undecided().stream()
            .map(s -> new SiteVerdict(s, new Verdict.Proven(Set.of(), false), Tier.FACTS))
            .toList();
    assertEquals(1, verdicts.size());
    ClassRecords records = new ClassRecords(List.of(), verdicts, List.of());
    return Entry.of(
        DescribedArchive.entryName(BUILD_ID),
        Descriptions.write(BUILD_ID, "in.jar", List.of(new DescribedClass(0, unit, records))));
  }

  @Test
  void claimsThatComeInAreIgnored() throws Exception {
    String plain = table(check(jar(good)).out());
    Path claiming = jar(good, claim(good));
    assertFalse(run("describe", claiming).out().contains("unproven"), "it is a claim");
    assertEquals(plain, table(check(claiming).out()));
    assertEquals(ExitCode.DONE, rewrite(claiming).code());
    assertTrue(written().find(DescribedArchive.entryName(BUILD_ID)).isEmpty());
    assertTrue(run("describe", output()).out().contains("unproven"));
  }

  /** Without the line that names the input and those that name time and memory. */
  private static String table(String report) {
    return report
        .lines()
        .filter(l -> l.startsWith("  ") && !l.contains("jar"))
        .reduce("", (a, b) -> a + "\n" + b);
  }

  @Test
  void aMethodOfSixtyFourKilobytes() throws Exception {
    ClassWriter writer = start("p/Large");
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "sum", "([I)I", null, null);
    code.visitCode();
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, 1);
    for (int i = 0; i < 5_900; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitIntInsn(Opcodes.SIPUSH, 1_000 + i);
      code.visitInsn(Opcodes.IALOAD);
      code.visitVarInsn(Opcodes.ILOAD, 1);
      code.visitInsn(Opcodes.IADD);
      code.visitVarInsn(Opcodes.ISTORE, 1);
      if (i % 500 == 499) {
        Label next = new Label();
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitJumpInsn(Opcodes.IFLT, next);
        code.visitLabel(next);
        code.visitFrame(Opcodes.F_NEW, 2, new Object[] {"[I", Opcodes.INTEGER}, 0, null);
      }
    }
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "q/Absent", "size", INT, false);
    byte[] large = end(writer, code);
    Path input = jar(good, Entry.of("p/Large.class", large));
    Outcome checked = check(input, "--fail-on", "none");
    assertEquals(ExitCode.DONE, checked.code(), checked.toString());
    for (Object[] options : new Object[][] {{}, {"--all-checks"}}) {
      Outcome rewritten = rewrite(input, options);
      assertEquals(ExitCode.DONE, rewritten.code(), rewritten.toString());
      boolean changed =
          !Arrays.equals(large, written().find("p/Large.class").orElseThrow().content());
      assertTrue(
          changed || rewritten.linesWith("p/Large.sum([I)I: left as it was") == 1, rewritten.all());
    }
  }
}
