package org.umbriel.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.rewriter.report.JsonReport;

/** What becomes of classes that do not verify, and of those that only look as if they did not. */
class VerificationTest {
  private static final String MAIN =
      """
      package p;
      public class Main {
        public static void main(String[] args) {
          attempt(() -> Bad.length("abc"));
          attempt(() -> new Bad().size);
          attempt(() -> new Worse());
          attempt(() -> "good");
        }
        interface Work { Object get(); }
        static void attempt(Work work) {
          try {
            System.out.println(work.get());
          } catch (LinkageError e) {
            System.out.println(e);
          }
        }
      }
      """;
  private static final String BAD =
      """
      package p;
      public class Bad implements Comparable<Bad> {
        int size = 3;
        static int length(CharSequence text) { return text.length(); }
        public int compareTo(Bad other) { return 0; }
        native void there();
      }
      """;
  private static final String WORSE = "package p; class Worse extends Bad { }";

  @TempDir private Path folder;
  private Jars jars;
  private Archive input;

  @BeforeEach
  void compile() throws IOException {
    jars = new Jars(folder);
    input = Jars.open(jars.compile("app.jar", List.of(), MAIN, BAD, WORSE));
  }

  private static Archive with(Archive archive, String path, UnaryOperator<byte[]> change) {
    return archive.withEntries(
        archive.entries().stream()
            .map(e -> e.path().equals(path) ? e.withContent(change.apply(e.content())) : e)
            .toList());
  }

  /** {@code length} returns its argument. */
  private static byte[] returnsTheWrongType(byte[] type) {
    ClassReader reader = new ClassReader(type);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return !name.equals("length")
                ? next
                : new MethodVisitor(Opcodes.ASM9, next) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String method, String type, boolean isInterface) {
                    visitInsn(Opcodes.NOP);
                  }
                };
          }
        },
        0);
    return writer.toByteArray();
  }

  private RewriteReport report(Archive archive) throws Exception {
    return Rewriter.rewrite(archive, Jars.options()).report();
  }

  private String run(Archive archive) throws IOException {
    return Jars.run(
        "p.Main", jars.rewrite(jars.write("bad.jar", archive.toBytes()), Jars.options()));
  }

  @Test
  void aRejectedClassThrowsWhenItIsInitialised() throws Exception {
    Archive bad = with(input, "p/Bad.class", VerificationTest::returnsTheWrongType);
    assertEquals(
        List.of("p/Bad.class"), report(bad).rejected().stream().map(RejectedClass::path).toList());
    List<String> lines = run(bad).lines().toList();
    String reason =
        "java.lang.VerifyError: JVMS 4.10.1.4, length(Ljava/lang/CharSequence;)I at 2: ";
    assertTrue(lines.get(0).startsWith(reason), lines.toString());
    assertTrue(lines.get(0).endsWith("   (verification of p.Bad)"), lines.toString());
    String again = "java.lang.NoClassDefFoundError: Could not initialize class p.Bad";
    assertEquals(List.of(again, again, "good"), lines.subList(1, 4));
  }

  @Test
  void theReportSaysSo() throws Exception {
    Archive bad = with(input, "p/Bad.class", VerificationTest::returnsTheWrongType);
    StringWriter json = new StringWriter();
    JsonReport.write(report(bad), "out.jar", json);
    assertTrue(json.toString().contains("\"verified\" : true"), json.toString());
    assertTrue(json.toString().contains("\"rejected\" : [ \"p/Bad.class: JVMS 4"), json.toString());
    assertTrue(report(bad).isComplete() && report(bad).isVerified());
  }

  @Test
  void whatIsNoClassFileAtAllThrowsToo() throws Exception {
    for (int length : new int[] {0, 3, 9, 100}) {
      Archive bad = with(input, "p/Bad.class", bytes -> Arrays.copyOf(bytes, length));
      assertFalse(report(bad).isComplete());
      assertTrue(
          run(bad).contains("VerifyError: JVMS 4.8, truncated class file   (veri"), run(bad));
    }
  }

  /** A class path may have another superclass; the jar's own is final. */
  @Test
  void aClassWithASuperclassThatItMustNotHaveThrows() throws Exception {
    Archive sealed =
        with(
            input,
            "p/Bad.class",
            bytes -> {
              ClassReader reader = new ClassReader(bytes);
              ClassWriter writer = new ClassWriter(reader, 0);
              reader.accept(
                  new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visit(
                        int version,
                        int access,
                        String name,
                        String signature,
                        String superName,
                        String[] interfaces) {
                      super.visit(
                          version,
                          access | Opcodes.ACC_FINAL,
                          name,
                          signature,
                          superName,
                          interfaces);
                    }
                  },
                  0);
              return writer.toByteArray();
            });
    String out = run(sealed);
    assertTrue(
        out.startsWith("3\n3\njava.lang.VerifyError: JVMS 5.3.5, the superclass p/Bad"), out);
  }

  /** Whose class is met depends on the loader, so nothing is concluded from the jar's copy. */
  @Test
  void aCopyOfAPlatformClassIsNotBelieved() throws Exception {
    byte[] copy =
        new String(input.find("p/Bad.class").orElseThrow().content(), StandardCharsets.ISO_8859_1)
            .replace("\0\5p/Bad", "\0\20java/lang/Number")
            .getBytes(StandardCharsets.ISO_8859_1);
    Path program =
        jars.compile(
            "n.jar",
            List.of(),
            "package p; public class Main { public static void main(String[] a) { use(1); }"
                + " static void use(Number n) { System.out.println(n); } }");
    List<Entry> entries = new ArrayList<>(Jars.open(program).entries());
    entries.add(Entry.of("java/lang/Number.class", copy));
    assertEquals("1\n", run(Archive.of("n.jar", entries)));
  }

  @Test
  void whatIsAcceptedIsNotReplaced() throws Exception {
    assertEquals(List.of(), report(input).rejected());
    assertTrue(run(input).matches("3\n3\np.Worse@[0-9a-f]+\ngood\n"), run(input));
  }

  /** A version of a class is verified among the classes of its release. */
  @Test
  void versionedClassesAreVerifiedInTheirRelease() throws Exception {
    Path newer =
        jars.compile(
            "new.jar", 17, List.of(), BAD.replace("class Bad", "abstract class Bad"), WORSE);
    List<Entry> entries = new ArrayList<>(input.entries());
    entries.add(
        Entry.of(
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8)));
    byte[] version = Jars.open(newer).find("p/Bad.class").orElseThrow().content();
    entries.add(Entry.of("META-INF/versions/17/p/Bad.class", version));
    Archive multi = Archive.of("multi.jar", entries);
    assertEquals(List.of(), report(multi).rejected());
    Archive bad =
        with(multi, "META-INF/versions/17/p/Bad.class", VerificationTest::returnsTheWrongType);
    assertEquals("META-INF/versions/17/p/Bad.class", report(bad).rejected().get(0).path());
  }
}
