package org.umbriel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.proxy.Proxy;
import org.umbriel.proxy.configuration.ClientProfile;
import org.umbriel.proxy.configuration.ProofUse;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import org.umbriel.proxy.configuration.ServiceUse;
import org.umbriel.proxy.configuration.SignatureUse;
import org.umbriel.proxy.maven.UpstreamAddress;

/** Programs whose code goes to a proxy first, on each JDK of this machine. */
final class RunCommandTest {
  private static final String MAIN =
      """
      package p;
      import java.nio.file.*;
      public class Main {
        public static void main(String[] a) throws Exception {
          StringBuilder said = new StringBuilder();
          attempt(said, () -> q.Library.name());
          attempt(said, () -> "" + Bad.number());
          Files.writeString(Path.of(a[0]), said);
          System.exit(3);
        }
        interface Work { String run(); }
        static void attempt(StringBuilder said, Work work) {
          try {
            said.append(work.run());
          } catch (LinkageError e) {
            said.append(e);
          }
          said.append('\\n');
        }
      }
      """;

  @TempDir private Path folder;
  private final List<Path> jdks = new ArrayList<>();
  private Proxy proxy;
  private Path classes;
  private Path jar;

  @BeforeEach
  void start() throws Exception {
    Set<Path> homes = new LinkedHashSet<>();
    homes.add(Path.of(System.getProperty("java.home")).toRealPath());
    try (Stream<Path> installed =
        Files.isDirectory(Path.of("/usr/lib/jvm"))
            ? Files.list(Path.of("/usr/lib/jvm"))
            : Stream.of()) {
      for (Path home : installed.filter(h -> h.toString().contains("25")).sorted().toList()) {
        homes.add(home.toRealPath());
      }
    }
    homes.stream().filter(h -> Files.isExecutable(h.resolve("bin/java"))).forEach(jdks::add);
    classes = Files.createDirectories(folder.resolve("classes"));
    compile(
        "Library",
        "package q; public class Library { public static String name() { return \"q\"; } }");
    compile("Bad", "package p; public class Bad { public static int number() { return 1; } }");
    compile("Main", MAIN);
    Files.write(classes.resolve("p/Bad.class"), bad());
    jar = folder.resolve("app.jar");
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.add(Entry.of(classes.relativize(file).toString(), Files.readAllBytes(file)));
      }
    }
    entries.removeIf(e -> e.path().startsWith("q/"));
    Files.write(jar, Archive.of("app.jar", entries).toBytes());
    proxy = proxy("store");
  }

  private Proxy proxy(String store) throws Exception {
    ClientProfile profile = new ClientProfile(List.of(), List.of(ServiceUse.LINK));
    Path upstream = Files.createDirectories(folder.resolve("upstream"));
    return Proxy.start(
        ProxyConfiguration.DEFAULT
            .withAddress("127.0.0.1", 0)
            .withUpstreams(List.of(UpstreamAddress.parse(upstream.toUri().toString())))
            .withStore(folder.resolve(store), 1L << 30),
        Map.of(
            "default",
            new ClientProfiles(new StoreOptions(), SignatureUse.DROP, ProofUse.DEFAULT)
                .rewriter("default", profile)),
        line -> {});
  }

  private void compile(String name, String source) throws IOException {
    compile(classes, name, source);
  }

  private void compile(Path into, String name, String source) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-cp",
                classes.toString(),
                "-d",
                into.toString(),
                file.toString());
    assertEquals(0, code);
  }

  /** Returns a text where it promises a number. */
  private static byte[] bad() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "p/Bad", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "number", "()I", null, null);
    code.visitCode();
    code.visitLdcInsn("text");
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(1, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private int run(Path jdk, Path key, Path classpath, Path said) {
    return run("default", jdk, key, classpath, said);
  }

  private int run(String profile, Path jdk, Path key, Path classpath, Path said) {
    StringWriter err = new StringWriter();
    return Umbriel.run(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err, true),
        "run",
        "--proxy",
        proxy.address(),
        "--trust",
        key.toString(),
        "--profile",
        profile,
        "--",
        jdk.resolve("bin/java").toString(),
        "-cp",
        classpath.toString(),
        "p.Main",
        said.toString());
  }

  @Test
  void jarsOfTheClassPathAreRewritten() throws Exception {
    for (Path jdk : jdks) {
      Path said = folder.resolve("said");
      assertEquals(3, run(jdk, proxy.clientKey(), jar, said), "the program's exit code");
      List<String> lines = Files.readAllLines(said);
      assertTrue(
          lines.get(0).contains("NoClassDefFoundError: q/Library   (link check of p.Main"),
          jdk + " " + lines);
      assertTrue(
          lines.get(1).contains("VerifyError: ") && lines.get(1).contains("JVMS 4.10"),
          jdk + " " + lines);
    }
  }

  @Test
  void foldersOfTheClassPathAreRewritten() throws Exception {
    for (Path jdk : jdks) {
      Path said = folder.resolve("said");
      assertEquals(3, run(jdk, proxy.clientKey(), classes, said));
      List<String> lines = Files.readAllLines(said);
      assertEquals("q", lines.get(0));
      assertTrue(
          lines.get(1).contains("VerifyError: ") && lines.get(1).contains("JVMS 4.10"),
          jdk + " " + lines);
    }
    Files.delete(classes.resolve("q/Library.class"));
    for (Path jdk : jdks) {
      Path said = folder.resolve("said");
      assertEquals(3, run(jdk, proxy.clientKey(), classes, said));
      List<String> lines = Files.readAllLines(said);
      assertTrue(
          lines.get(0).contains("NoClassDefFoundError: q/Library   (link check of p.Main"),
          jdk + " " + lines);
    }
  }

  /** Their loader has no place for a runtime. */
  @Test
  void classesOfOtherLoadersAreVerified() throws Exception {
    Path launcher = Files.createDirectories(folder.resolve("launcher"));
    compile(
        launcher,
        "Launcher",
        """
        import java.net.*;
        public class Launcher {
          public static void main(String[] a) throws Exception {
            URL[] urls = { new URL(a[0]) };
            Class<?> main = new URLClassLoader(urls, null).loadClass("p.Main");
            main.getMethod("main", String[].class).invoke(null, (Object) new String[] { a[1] });
          }
        }
        """);
    for (Path jdk : jdks) {
      Path said = folder.resolve("said");
      StringWriter err = new StringWriter();
      int code =
          Umbriel.run(
              new PrintWriter(new StringWriter()),
              new PrintWriter(err, true),
              "run",
              "--proxy",
              proxy.address(),
              "--trust",
              proxy.clientKey().toString(),
              "--",
              jdk.resolve("bin/java").toString(),
              "-cp",
              launcher.toString(),
              "Launcher",
              classes.toUri().toString(),
              said.toString());
      assertEquals(3, code, err.toString());
      List<String> lines = Files.readAllLines(said);
      assertEquals("q", lines.get(0));
      assertTrue(
          lines.get(1).contains("VerifyError: ") && lines.get(1).contains("JVMS 4.10"),
          jdk + " " + lines);
    }
  }

  @Test
  void aProxyThatIsNotTrustedRunsNothing() throws Exception {
    Path said = folder.resolve("said");
    try (Proxy other = proxy("other")) {
      assertEquals(2, run(jdks.get(0), other.clientKey(), jar, said));
    }
    assertFalse(Files.exists(said));
  }

  @Test
  void aProfileThatTheProxyHasNotRunsNothing() {
    Path said = folder.resolve("said");
    assertEquals(2, run("none", jdks.get(0), proxy.clientKey(), jar, said));
    assertEquals(2, run("a/b", jdks.get(0), proxy.clientKey(), jar, said));
    assertFalse(Files.exists(said));
  }

  @Test
  void aKeyThatIsMissingIsSaidBefore() {
    assertEquals(2, run(jdks.get(0), folder.resolve("none"), jar, folder.resolve("said")));
  }
}
