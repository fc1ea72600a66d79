package org.umbriel.rewriter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.launch.JarLauncher;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;

/** Jars of every shape, and that a program runs from what they were rewritten to. */
class ShapesTest {
  private static final String LIBRARY =
      "package q; public class Library { public static String name() { return \"library\"; } }";
  private static final String PROGRAM =
      "package p; public class Main { public static void main(String[] a) {"
          + " System.out.println(q.Library.name() + new Other()); }"
          + " static class Other { public String toString() { return \" other\"; } } }";
  private static final String CHECKED = "(link check of p.Main: ";

  @TempDir private Path folder;
  private Jars jars;
  private Path library;
  private Path program;

  @BeforeEach
  void compile() throws IOException {
    jars = new Jars(folder);
    library = jars.compile("library.jar", List.of(), LIBRARY);
    program = jars.compile("program.jar", List.of(library), PROGRAM);
  }

  private static Entry text(String path, String text) {
    return Entry.of(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Entry manifest(String... lines) {
    return text(
        "META-INF/MANIFEST.MF",
        "Manifest-Version: 1.0\r\n" + String.join("\r\n", lines) + "\r\n\r\n");
  }

  private static List<Entry> below(String prefix, Path jar) throws IOException {
    List<Entry> entries = new ArrayList<>(List.of(Entry.stored(prefix, new byte[0])));
    Jars.open(jar).entries().forEach(e -> entries.add(Entry.of(prefix + e.path(), e.content())));
    return entries;
  }

  private Path bootJar() throws Exception {
    Path loader =
        Path.of(JarLauncher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Entry> entries = new ArrayList<>();
    entries.add(
        manifest(
            "Main-Class: org.springframework.boot.loader.launch.JarLauncher",
            "Start-Class: p.Main",
            "Spring-Boot-Classes: BOOT-INF/classes/",
            "Spring-Boot-Lib: BOOT-INF/lib/"));
    Jars.open(loader).entries().stream()
        .filter(e -> !e.path().equals("META-INF/MANIFEST.MF"))
        .forEach(entries::add);
    entries.addAll(below("BOOT-INF/classes/", program));
    entries.add(Entry.stored("BOOT-INF/lib/", new byte[0]));
    entries.add(Entry.stored("BOOT-INF/lib/library.jar", Files.readAllBytes(library)));
    return jars.write("boot.jar", Archive.of("boot.jar", entries).toBytes());
  }

  /** On each JDK of this machine. */
  private static void assertRuns(String expected, List<String> options, String main)
      throws IOException {
    List<String> verified = new ArrayList<>(List.of("-Xverify:all", "-XX:-PrintWarnings"));
    verified.addAll(options);
    for (Path home : Jdks.homes().values()) {
      String out = Jars.fork(home, verified, main);
      String own =
          String.join(
              "\n", out.lines().filter(l -> !l.contains("warning:")).toArray(String[]::new));
      assertEquals(expected, own, home.toString());
    }
  }

  @Test
  void aSpringBootJarStartsFromItsRewrittenClassesAndLibraries() throws Exception {
    Path boot = bootJar();
    RewriteResult result = Rewriter.rewrite(Jars.open(boot), Jars.options());
    Path slim = jars.write("slim-boot.jar", result.bytes());

    assertEquals(List.of(), result.report().unreadable());
    assertRuns("library other", List.of(), "-jar " + slim);
    try (ZipFile zip = new ZipFile(slim.toFile())) {
      ZipEntry nested = zip.getEntry("BOOT-INF/lib/library.jar");
      assertEquals(ZipEntry.STORED, nested.getMethod(), "the loader refuses compressed ones");
      try (InputStream in = zip.getInputStream(nested)) {
        Archive inner = Jars.open(jars.write("inner.jar", in.readAllBytes()));
        assertTrue(inner.find("META-INF/umbriel/q.index").isPresent(), "rewritten, too");
      }
    }
    assertArrayEquals(result.bytes(), Rewriter.rewrite(Jars.open(boot), Jars.options()).bytes());
  }

  @Test
  void anApplicationsOwnClassesCheckTheirLinks() throws Exception {
    Archive slim =
        Archive.read(
            "slim.jar",
            Rewriter.rewrite(Jars.open(bootJar()), Jars.options()).bytes(),
            org.umbriel.metadata.archive.Limits.DEFAULT);
    Archive without =
        slim.withEntries(
            slim.entries().stream()
                .filter(e -> !e.path().equals("BOOT-INF/lib/library.jar"))
                .toList());
    Path jar = jars.write("without.jar", without.toBytes());
    for (Path home : Jdks.homes().values()) {
      String out = Jars.fork(home, List.of(), "-jar " + jar);
      assertTrue(out.contains(CHECKED), out);
    }
  }

  private Archive war() throws IOException {
    List<Entry> entries = new ArrayList<>(List.of(manifest()));
    entries.addAll(below("WEB-INF/classes/", program));
    entries.add(Entry.of("WEB-INF/lib/library.jar", Files.readAllBytes(library)));
    return Archive.of("app.war", entries);
  }

  /** As a Servlet container would, which unpacks it. */
  private Path unpacked(Archive war) throws IOException {
    Path root = Files.createTempDirectory(folder, "war");
    for (Entry entry : war.entries()) {
      Path file = root.resolve(entry.path());
      Files.createDirectories(entry.isDirectory() ? file : file.getParent());
      if (!entry.isDirectory()) {
        Files.write(file, entry.content());
      }
    }
    return root;
  }

  private static Archive rewritten(Archive archive) throws Exception {
    return Archive.read(
        archive.name(),
        Rewriter.rewrite(archive, Jars.options()).bytes(),
        org.umbriel.metadata.archive.Limits.DEFAULT);
  }

  @Test
  void aWarsClassesFindTheirRuntimeInTheirFolder() throws Exception {
    Path root = unpacked(rewritten(war()));
    String classes = root.resolve("WEB-INF/classes").toString();
    assertRuns(
        "library other",
        List.of("-cp", classes + ":" + root.resolve("WEB-INF/lib/library.jar")),
        "p.Main");
    String broken =
        Jars.fork(Path.of(System.getProperty("java.home")), List.of("-cp", classes), "p.Main");
    assertTrue(broken.contains(CHECKED), broken);
  }

  @Test
  void anEarsWarsAreRewrittenAndNoDeeperThanThreeLevels() throws Exception {
    Archive inLibrary =
        Jars.open(library)
            .withEntries(List.of(Entry.of("lib/deep.jar", Files.readAllBytes(library))));
    Archive war = war();
    List<Entry> entries = new ArrayList<>(war.entries());
    entries.add(Entry.of("WEB-INF/lib/outer.jar", inLibrary.toBytes()));
    Archive ear =
        Archive.of(
            "app.ear",
            List.of(
                text("META-INF/application.xml", "<application/>"),
                Entry.of("web.war", war.withEntries(entries).toBytes())));

    RewriteResult result = Rewriter.rewrite(ear, Jars.options());

    assertEquals(
        List.of("web.war!/WEB-INF/lib/outer.jar!/lib/deep.jar: nested too deeply"),
        result.report().unreadable());
    Archive inner =
        Jars.open(
            jars.write(
                "web.war",
                Jars.open(jars.write("app.ear", result.bytes()))
                    .find("web.war")
                    .orElseThrow()
                    .content()));
    Path root = unpacked(inner);
    assertRuns(
        "library other",
        List.of(
            "-cp", root.resolve("WEB-INF/classes") + ":" + root.resolve("WEB-INF/lib/library.jar")),
        "p.Main");
  }

  @Test
  void aNestedJarThatIsNoneStaysAndIsNamed() throws Exception {
    Archive war =
        Archive.of(
            "app.war",
            List.of(
                text("WEB-INF/lib/none.jar", "no zip"),
                Entry.of(
                    "WEB-INF/classes/p/Main.class",
                    Jars.open(program).find("p/Main.class").orElseThrow().content())));
    RewriteResult result = Rewriter.rewrite(war, Jars.options());
    assertEquals(1, result.report().unreadable().size());
    assertTrue(
        result.report().unreadable().get(0).startsWith("WEB-INF/lib/none.jar: "),
        result.report().unreadable().toString());
    assertEquals(
        "no zip",
        Jars.open(jars.write("none.war", result.bytes()))
            .find("WEB-INF/lib/none.jar")
            .orElseThrow()
            .text());
  }

  @Test
  void sealedPackagesStaySealed() throws Exception {
    List<Entry> entries = new ArrayList<>(List.of(manifest("Main-Class: p.Main", "Sealed: true")));
    entries.addAll(Jars.open(program).entries());
    Path jar = jars.write("sealed.jar", Archive.of("sealed.jar", entries).toBytes());
    Path slim = jars.rewrite(jar, Jars.options());
    assertRuns("library other", List.of("-cp", slim + ":" + library), "p.Main");
  }

  @Test
  void twoModulesLiveOnOneModulePath() throws Exception {
    Path lib = jars.compile("lib.jar", 17, List.of(), "module lib { exports q; }", LIBRARY);
    Path app = jars.write("app.jar", app(lib));
    RewriteOptions all = Jars.options().withAllChecks();
    String path = jars.rewrite(app, all) + ":" + jars.rewrite(lib, all);
    assertRuns("library other app", List.of("-p", path), "-m app/p.Main");
    assertRuns(
        "library other app", List.of("-p", jars.rewrite(app, all) + ":" + lib), "-m app/p.Main");
  }

  /** Compiled on a module path. */
  private byte[] app(Path lib) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("app/p"));
    Path module =
        Files.writeString(folder.resolve("app/module-info.java"), "module app { requires lib; }");
    Path main =
        Files.writeString(
            sources.resolve("Main.java"),
            PROGRAM.replace(
                "new Other())", "new Other() + \" \" + Main.class.getModule().getName())"));
    Path out = Files.createDirectories(folder.resolve("app-out"));
    int code =
        javax.tools.ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-p",
                lib.toString(),
                "-d",
                out.toString(),
                module.toString(),
                main.toString());
    assertEquals(0, code);
    List<Entry> entries = new ArrayList<>();
    try (var files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.add(Entry.of(out.relativize(file).toString(), Files.readAllBytes(file)));
      }
    }
    return Archive.of("app.jar", entries).toBytes();
  }

  @Test
  void theSameClassInTwoRewrittenJarsIsTakenFromTheFirst() throws Exception {
    Path other =
        jars.compile("other.jar", List.of(), LIBRARY.replace("\"library\"", "\"another\""));
    RewriteOptions all = Jars.options().withAllChecks();
    List<String> slim = new ArrayList<>();
    for (Path jar : List.of(program, other, library)) {
      slim.add(jars.rewrite(jar, all).toString());
    }
    assertRuns("another other", List.of("-cp", String.join(":", slim)), "p.Main");
    assertRuns(
        "another other", List.of("-cp", slim.get(0) + ":" + other + ":" + slim.get(2)), "p.Main");
  }

  @Test
  void whatNobodyChangedInAClassFolderKeepsItsBytes() throws Exception {
    Archive war =
        Archive.of(
            "app.war",
            List.of(
                text("WEB-INF/classes/a.properties", "a = b"),
                Entry.of(
                    "WEB-INF/classes/q/Library.class",
                    Jars.open(library).find("q/Library.class").orElseThrow().content())));
    Archive out = rewritten(war);
    for (Entry entry : war.entries()) {
      assertTrue(
          Arrays.equals(entry.content(), out.find(entry.path()).orElseThrow().content()),
          entry.path());
    }
    assertFalse(out.find("WEB-INF/classes/META-INF/umbriel/q.index").isEmpty());
  }
}
