package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.cache.Generations;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import org.umbriel.proxy.maven.ArtifactRewriter;

/**
 * A real Maven with an empty local repository, strict about checksums, builds a project that
 * depends on a real library, all through the proxy, which begins another generation meanwhile. What
 * Maven needs comes from this machine's own local repository, so no network is needed.
 */
final class MavenClientTest {
  private static final String RESOURCES = "3.3.1";
  private static final String COMPILER = "3.14.1";

  @TempDir Path folder;

  @Test
  void aBuildGetsRewrittenJarsThatFitTheirChecksums() throws Exception {
    assumeTrue(hasMaven(), "no mvn on this machine");
    Path asm = Path.of(Opcodes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String version = asm.getParent().getFileName().toString();
    LocalRepositoryUpstream upstream =
        new LocalRepositoryUpstream(asm.getParent().getParent().resolve("../../../..").normalize());
    ProxyConfiguration configuration =
        ProxyConfiguration.DEFAULT
            .withAddress("127.0.0.1", 0)
            .withStore(folder.resolve("store"), 1L << 30);
    Map<String, ArtifactRewriter> rewriters = Map.of("default", new Promoting());
    try (Proxy proxy =
        Proxy.start(configuration, List.of(upstream), rewriters, Clock.systemUTC(), line -> {})) {
      Path output = folder.resolve("build.log");
      int code = build(proxy, version, output);
      String text = Files.readString(output);
      assumeTrue(
          code == 0 || !text.contains("Could not find artifact"),
          "not all that Maven needs is in the local repository: " + upstream.missing);
      assertEquals(0, code, text);
      assertFalse(text.contains("WARN"), text);
      assertTrue(Files.exists(folder.resolve("project/target/classes/a/Main.class")));

      String path = "org/ow2/asm/asm/" + version + "/asm-" + version;
      byte[] received = Files.readAllBytes(folder.resolve("local").resolve(path + ".jar"));
      assertTrue(
          Archive.read("asm", received, Limits.DEFAULT).find(MarkingRewriter.MARK).isPresent());
      for (String[] algorithm :
          new String[][] {{"sha1", "SHA-1"}, {"md5", "MD5"}, {"sha256", "SHA-256"}}) {
        assertEquals(hex(algorithm[1], received), get(proxy, path + ".jar." + algorithm[0]));
      }
      assertPomsAreUpstreams(upstream.address());
    }
    Generations generations = Generations.open(folder.resolve("store"), Clock.systemUTC());
    assertTrue(generations.list().size() > 1, "promoted in the middle of the build");
    for (String line : Files.readAllLines(folder.resolve("store/audit.log"))) {
      assertTrue(line.contains("\"generation\":1,"), line);
    }
  }

  /** Begins a generation with each jar, and makes another jar each time. */
  private final class Promoting implements ArtifactRewriter {
    private final MarkingRewriter marking = new MarkingRewriter("m");

    @Override
    public List<String> services() {
      return marking.services();
    }

    @Override
    public Plan plan(String sha256) {
      try {
        Generations.open(folder.resolve("store"), Clock.systemUTC()).promote();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Key pipeline = Key.of("test").part("call", "" + marking.calls.get()).build();
      return MarkingRewriter.planned(pipeline, marking::rewrite);
    }
  }

  private int build(Proxy proxy, String version, Path output) throws Exception {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(project.resolve("pom.xml"), pom(version));
    Path sources = Files.createDirectories(project.resolve("src/main/java/a"));
    Files.writeString(
        sources.resolve("Main.java"),
        "package a; public class Main { Object o = org.objectweb.asm.Type.INT_TYPE; }");
    Path settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            "<settings><localRepository>"
                + folder.resolve("local")
                + "</localRepository><mirrors>"
                + proxy.clientSettings()
                + "</mirrors></settings>");
    ProcessBuilder mvn =
        new ProcessBuilder("mvn", "-B", "-C", "-ntp", "-s", settings.toString(), "compile")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    mvn.environment().put("JAVA_HOME", System.getProperty("java.home"));
    mvn.environment().keySet().removeAll(List.of("MAVEN_OPTS", "MAVEN_ARGS"));
    Process process = mvn.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the build hangs: " + Files.readString(output));
    }
    return process.exitValue();
  }

  private static String pom(String asm) {
    return """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>a</groupId><artifactId>a</artifactId><version>1</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <dependencies><dependency>
            <groupId>org.ow2.asm</groupId><artifactId>asm</artifactId><version>%s</version>
          </dependency></dependencies>
          <build><plugins>
            <plugin><artifactId>maven-resources-plugin</artifactId><version>%s</version></plugin>
            <plugin><artifactId>maven-compiler-plugin</artifactId><version>%s</version></plugin>
          </plugins></build>
        </project>
        """
        .formatted(asm, RESOURCES, COMPILER);
  }

  private void assertPomsAreUpstreams(URI upstream) throws IOException {
    Path local = folder.resolve("local");
    int poms = 0;
    try (Stream<Path> files = Files.walk(local)) {
      for (Path pom : files.filter(file -> file.toString().endsWith(".pom")).toList()) {
        Path original = Path.of(upstream).resolve(local.relativize(pom).toString());
        assertArrayEquals(Files.readAllBytes(original), Files.readAllBytes(pom), pom.toString());
        poms++;
      }
    }
    assertTrue(poms > 5, "poms: " + poms);
  }

  private static boolean hasMaven() throws InterruptedException {
    try {
      return new ProcessBuilder("mvn", "-v")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static String get(Proxy proxy, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(proxy.repository() + path)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString(UTF_8))
        .body();
  }

  private static String hex(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }
}
