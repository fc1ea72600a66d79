package org.umbriel.rewriter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.describe.DescribedArchive;
import org.umbriel.metadata.describe.DescribedClass;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.VerdictSource;

/** What a jar looks like after rewriting, and that it runs. */
class RewriterTest {
  private static final String LIBRARY =
      "package q; public class Library { public static String name() { return \"library\"; } }";
  private static final String PROGRAM =
      """
      package p;
      public class Main implements java.io.Serializable {
        int kept;
        public static void main(String[] args) {
          System.out.println(q.Library.name());
          Object o = new Main().kept > 0 ? "x" : new Main();
          System.out.println(o instanceof Main m ? m.kept : -1);
        }
      }
      """;

  @TempDir private Path folder;
  private Jars jars;
  private Path library;
  private Path program;

  @BeforeEach
  void compile() throws IOException {
    jars = new Jars(folder);
    library = jars.compile("library.jar", List.of(), LIBRARY);
    program = jars.compile("program.jar", 17, List.of(library), PROGRAM);
  }

  private static Archive rewritten(Archive archive, RewriteOptions options) throws Exception {
    return Archive.read("out.jar", Rewriter.rewrite(archive, options).bytes(), Limits.DEFAULT);
  }

  private static Archive with(Archive archive, Entry... more) {
    List<Entry> entries = new ArrayList<>(archive.entries());
    entries.addAll(List.of(more));
    return archive.withEntries(entries);
  }

  @Test
  void theSameInputGivesTheSameBytes() throws Exception {
    RewriteOptions options = Jars.options().withAssertions(VerdictSource.NONE);
    assertArrayEquals(
        Rewriter.rewrite(Jars.open(program), options).bytes(),
        Rewriter.rewrite(Jars.open(program), options).bytes());
  }

  @Test
  void anInterruptEndsTheWork() throws Exception {
    Archive input = Jars.open(program);
    RewriteOptions options = Jars.options();
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> Rewriter.rewrite(input, options));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void anotherConfigurationIsAnotherBuild() throws Exception {
    String one = Rewriter.rewrite(Jars.open(program), Jars.options()).report().buildId();
    String two =
        Rewriter.rewrite(Jars.open(program), Jars.options().withAllChecks()).report().buildId();
    assertTrue(one.matches("[0-9a-f]{40}"), one);
    assertFalse(one.equals(two));
  }

  @Test
  void entriesKeepTheirOrderAndOursComeBeside() throws Exception {
    Archive input = with(Jars.open(program), Entry.of("zz.txt", new byte[] {1}));
    List<String> paths =
        rewritten(input, Jars.options()).entries().stream().map(Entry::path).toList();
    assertEquals("p/Main.class", paths.get(0));
    assertEquals("zz.txt", paths.get(1));
    assertTrue(paths.get(2).matches("org/umbriel/s[0-9a-f]{12}/[A-Z].*"), paths.get(2));
    String runtime = paths.get(2).substring(0, paths.get(2).lastIndexOf('/') + 1);
    assertTrue(paths.contains(runtime + "links"), paths.toString());
    assertTrue(paths.contains("META-INF/umbriel/p.index"), paths.toString());
  }

  @Test
  void aDescriptionThatComesInIsDropped() throws Exception {
    Archive claims =
        with(
            Jars.open(program),
            Entry.of("META-INF/umbriel/ffff.debug", new byte[] {1}),
            Entry.of("META-INF/umbriel/p.index", new byte[] {2}));
    Archive output = rewritten(claims, Jars.options());
    assertTrue(output.find("META-INF/umbriel/ffff.debug").isEmpty());
    assertEquals(1, output.entries().stream().filter(e -> e.path().endsWith("p.index")).count());
    assertTrue(output.find("META-INF/umbriel/p.index").orElseThrow().size() > 12);
  }

  @Test
  void aRewrittenJarCanBeRewrittenAgain() throws Exception {
    Path once = jars.rewrite(program, Jars.options());
    Path twice = jars.rewrite(once, Jars.options().withAllChecks());
    assertEquals("library\n0\n", Jars.run("p.Main", twice, library));
  }

  @Test
  void aClassFromTheFutureIsCopiedAndNamed() throws Exception {
    byte[] future = Jars.open(program).find("p/Main.class").orElseThrow().content().clone();
    ByteBuffer.wrap(future).putShort(6, (short) 80);
    Archive input = with(Jars.open(program), Entry.of("p/F.class", future));
    RewriteReport report = Rewriter.rewrite(input, Jars.options()).report();
    assertEquals(1, report.unreadable().size(), report.toString());
    assertFalse(report.isVerified() || report.isComplete());
    Archive output = rewritten(input, Jars.options());
    assertArrayEquals(future, output.find("p/F.class").orElseThrow().content());
  }

  @Test
  void everyVersionOfAClassIsRewritten() throws Exception {
    Path newer =
        jars.compile(
            "newer.jar",
            17,
            List.of(library),
            PROGRAM.replace("Library.name()", "Library.name() + 17"));
    byte[] version = Jars.open(newer).find("p/Main.class").orElseThrow().content();
    Archive multi =
        with(
            Jars.open(program),
            Entry.of(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8)),
            Entry.of("META-INF/versions/17/p/Main.class", version));
    Archive output = rewritten(multi, Jars.options());
    Path jar = jars.write("multi-out.jar", output.toBytes());
    assertEquals("library17\n0\n", Jars.run("p.Main", jar, library));
    assertTrue(Jars.run("p.Main", jar).contains("(link check of p.Main: not found)"));
  }

  @Test
  void aModuleThatNamesItsPackagesNamesOurs() throws Exception {
    Path module =
        jars.compile(
            "module.jar",
            17,
            List.of(),
            "module m { }",
            "package p; public class Main { public static void main(String[] a) {"
                + " System.out.println(Main.class.getModule().getName()); } }");
    Archive input =
        Jars.open(module)
            .map(e -> e.path().equals("module-info.class") ? e.withContent(naming(e)) : e);
    Archive output = rewritten(input, Jars.options().withAllChecks());
    Set<String> packages =
        ModuleDescriptor.read(
                ByteBuffer.wrap(output.find("module-info.class").orElseThrow().content()))
            .packages();
    assertEquals(2, packages.size(), packages.toString());
    Path jar = jars.write("module-out.jar", output.toBytes());
    Path home = Path.of(System.getProperty("java.home"));
    assertEquals("m\n", Jars.fork(home, List.of("-p", jar.toString()), "-m m/p.Main"));
  }

  private static byte[] naming(Entry moduleInfo) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(moduleInfo.content())
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public ModuleVisitor visitModule(String name, int access, String version) {
                ModuleVisitor module = super.visitModule(name, access, version);
                module.visitPackage("p");
                return module;
              }
            },
            0);
    return writer.toByteArray();
  }

  @Test
  void aMethodOfSixtyFourKilobytesIsLeftAsItIs() throws Exception {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "p/Large", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "main", "([Ljava/lang/String;)V", null, null);
    for (int i = 0; i < 21_000; i++) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, "q/Other", "none", "()V", false);
      Label next = new Label();
      if (i % 10_000 == 0) {
        code.visitJumpInsn(Opcodes.GOTO, next);
        code.visitLabel(next);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      }
    }
    for (int i = 0; i < 2_000; i++) {
      code.visitInsn(Opcodes.NOP);
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    Archive input =
        Archive.of("large.jar", List.of(Entry.of("p/Large.class", writer.toByteArray())));
    RewriteReport fits = Rewriter.rewrite(input, Jars.options()).report();
    assertEquals(List.of(), fits.remarks(), "one check a block: there are four");

    ClassWriter larger = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(writer.toByteArray())
        .accept(
            new ClassVisitor(Opcodes.ASM9, larger) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(
                    Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, thrown)) {
                  @Override
                  public void visitInsn(int opcode) {
                    for (int i = 0; opcode == Opcodes.RETURN && i < 520; i++) {
                      super.visitInsn(Opcodes.NOP);
                    }
                    super.visitInsn(opcode);
                  }
                };
              }
            },
            0);
    Archive full =
        Archive.of("large.jar", List.of(Entry.of("p/Large.class", larger.toByteArray())));
    RewriteResult result = Rewriter.rewrite(full, Jars.options());
    assertEquals(1, result.report().remarks().size(), result.report().toString());
    assertTrue(result.report().remarks().get(0).contains("p/Large.main"), "names the method");
    assertEquals(0, result.report().changed());
  }

  @Test
  void oldClassFilesStayOld() throws Exception {
    for (int version : new int[] {Opcodes.V1_1, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6}) {
      Path old = jars.write("old.jar", Archive.of("old.jar", List.of(old(version))).toBytes());
      String expected = Jars.run("p.Old", old, library);
      assertEquals("library\nlibrary\n", expected);
      for (RewriteOptions options : List.of(Jars.options(), Jars.options().withAllChecks())) {
        Path slim = jars.rewrite(old, options);
        assertEquals(expected, Jars.run("p.Old", slim, library), "version " + version);
        assertTrue(Jars.run("p.Old", slim).contains("NoClassDefFoundError: q/Library   (link"));
      }
    }
  }

  /** A class as compilers made them before frames: a subroutine for its {@code finally}. */
  private static Entry old(int version) {
    ClassWriter writer = new ClassWriter(0);
    int superFlag = version == Opcodes.V1_1 ? 0 : Opcodes.ACC_SUPER;
    writer.visit(version, Opcodes.ACC_PUBLIC | superFlag, "p/Old", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "main", "([Ljava/lang/String;)V", null, null);
    Label print = new Label();
    Label end = new Label();
    boolean subroutines = version < Opcodes.V1_6;
    code.visitCode();
    if (subroutines) {
      code.visitJumpInsn(Opcodes.JSR, print);
      code.visitJumpInsn(Opcodes.JSR, print);
      code.visitInsn(Opcodes.RETURN);
      code.visitLabel(print);
      code.visitVarInsn(Opcodes.ASTORE, 1);
    }
    for (int i = 0; i < (subroutines ? 1 : 2); i++) {
      code.visitFieldInsn(Opcodes.GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, "q/Library", "name", "()Ljava/lang/String;", false);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, "java/io/PrintStream", "println", "(Ljava/lang/String;)V", false);
    }
    if (subroutines) {
      code.visitVarInsn(Opcodes.RET, 1);
    } else {
      code.visitInsn(Opcodes.RETURN);
    }
    code.visitLabel(end);
    code.visitMaxs(2, 2);
    code.visitEnd();
    writer.visitEnd();
    return Entry.of("p/Old.class", writer.toByteArray());
  }

  @Test
  void theDescriptionTellsOfTheClassFilesBesideIt() throws Exception {
    RewriteOptions options = Jars.options().withAllChecks().withAssertions(VerdictSource.NONE);
    RewriteReport report = Rewriter.rewrite(Jars.open(program), options).report();
    Archive output = rewritten(Jars.open(program), options);
    assertTrue(output.find("META-INF/umbriel/" + report.buildId() + ".debug").isPresent());
    DescribedArchive described = DescribedArchive.asClaimed(output);
    assertEquals(List.of(), described.problems());
    DescribedClass main =
        described.classes().stream()
            .filter(c -> c.unit().name().equals("p/Main"))
            .findFirst()
            .orElseThrow();
    List<CheckSite> sites = main.records().undecided();
    assertEquals(
        sites(ClassDecoder.decode(Jars.open(program).classes().get(0))).stream()
            .map(CheckSite::id)
            .toList(),
        sites.stream().map(CheckSite::id).toList());
    for (CheckSite site : sites) {
      MethodCode method =
          main.unit().method(site.id().method().name(), site.id().method().descriptor()).get();
      assertTrue(site.instruction() >= 0, site.id().toString());
      assertEquals(method.bytecodeIndex(site.instruction()), site.bytecodeIndex());
    }
    assertTrue(
        described.classes().stream()
            .filter(c -> c.unit().name().contains("umbriel"))
            .allMatch(c -> c.records().undecided().isEmpty()));
  }

  private static List<CheckSite> sites(ClassUnit unit) {
    return unit.methods().stream()
        .flatMap(m -> SiteFinder.sitesIn(m, ContractSource.NONE).stream())
        .toList();
  }

  @Test
  void theRuntimeIsSmall() throws Exception {
    Archive output = rewritten(Jars.open(program), Jars.options());
    long size =
        output.entries().stream()
            .filter(e -> e.path().startsWith("org/umbriel/s") && e.isClass())
            .mapToLong(Entry::size)
            .sum();
    assertTrue(size < 70_000, "" + size);
  }

  @Test
  void unchangedJarsGetNoRuntime() throws Exception {
    Archive output = rewritten(Jars.open(library), Jars.options());
    assertTrue(output.entries().stream().noneMatch(e -> e.path().startsWith("org/umbriel/")));
    assertTrue(Files.size(library) < output.toBytes().length, "but its index");
  }
}
