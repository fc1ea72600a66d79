package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.proxy.cache.Generations;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.proxy.maven.FolderRepository;
import org.umbriel.proxy.maven.UpstreamAddress;
import org.umbriel.proxy.maven.Upstreams;

/** What stays as it is for whom, while generations come and go. */
final class GenerationsTest {
  private static final String JAR = "org/lib/lib/1.0/lib-1.0.jar";
  private static final String OTHER = "org/lib/other/1.0/other-1.0.jar";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Hand clock = new Hand();
  private final Map<String, ArtifactRewriter> rewriters = new HashMap<>();
  private FolderRepository upstream;
  private Proxy proxy;

  @BeforeEach
  void prepare() throws Exception {
    upstream = new FolderRepository(folder.resolve("upstream"));
    upstream.release("org.lib:lib:1.0", List.of());
    upstream.release("org.lib:other:1.0", List.of());
    start("one");
  }

  private void start(String seed) throws Exception {
    if (proxy != null) {
      proxy.close();
    }
    rewriters.put("default", new MarkingRewriter(seed));
    rewriters.put("legacy", new MarkingRewriter("legacy"));
    ProxyConfiguration configuration =
        ProxyConfiguration.DEFAULT
            .withAddress("127.0.0.1", 0)
            .withStore(folder.resolve("store"), 1L << 30);
    proxy =
        Proxy.start(
            configuration,
            Upstreams.open(
                List.of(UpstreamAddress.parse(upstream.root().toUri().toString())), 1 << 30, 1),
            rewriters,
            clock,
            line -> {});
  }

  /** As a command does, in a process of its own. */
  private Generations command() throws Exception {
    Generations generations = Generations.open(folder.resolve("store"), clock);
    clock.goOn(Duration.ofSeconds(1));
    return generations;
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void aBuildSeesOneGenerationFromBeginningToEnd() throws Exception {
    byte[] before = get("/maven2/" + JAR);
    start("two"); // the pipeline has learned
    get("/maven2/" + JAR);
    command().promote();
    for (int minute = 0; minute < 60; minute += 14) {
      assertArrayEquals(before, get("/maven2/" + JAR), "minute " + minute);
      assertEquals("two1", mark(get("/maven2/" + OTHER)), "made now, stays so");
      clock.goOn(Duration.ofMinutes(14));
    }
    clock.goOn(Duration.ofMinutes(1));
    byte[] after = get("/maven2/" + JAR);
    assertEquals("two2", mark(after), "15 minutes of silence make a new client");
    assertArrayEquals(before, get("/g/1/maven2/" + JAR));
    assertArrayEquals(after, get("/g/2/maven2/" + JAR));
    assertEquals(404, at("/g/3/maven2/" + JAR).statusCode());
  }

  @Test
  void aRestartLeavesClientsOnTheirGeneration() throws Exception {
    byte[] before = get("/maven2/" + JAR);
    command().promote();
    proxy.close();
    Path journal;
    try (Stream<Path> files = Files.list(folder.resolve("store"))) {
      journal =
          files
              .filter(f -> f.toString().endsWith(".log"))
              .filter(f -> f.getFileName().toString().startsWith("clients"))
              .findFirst()
              .orElseThrow();
    }
    Files.writeString(
        journal, "127.0.0.1 99", java.nio.file.StandardOpenOption.APPEND); // by a crash
    start("two");
    assertArrayEquals(before, get("/maven2/" + JAR));
    assertEquals("two1", mark(get("/g/2/maven2/" + JAR)), "another generation has others");

    proxy.close();
    clock.goOn(Duration.ofMinutes(17));
    start("two");
    assertEquals("two1", mark(get("/maven2/" + JAR)), "silence makes a new client");
  }

  @Test
  void whatIsMadeInTheSameWayIsMadeOnce() throws Exception {
    byte[] before = get("/maven2/" + JAR);
    Files.delete(upstream.root().resolve(JAR));
    command().promote();
    assertArrayEquals(before, get("/g/2/maven2/" + JAR), "nor is it fetched again");
    assertEquals(1, ((MarkingRewriter) rewriters.get("default")).calls.get());
  }

  @Test
  void profilesHaveJarsOfTheirOwn() throws Exception {
    assertEquals("one1", mark(get("/maven2/" + JAR)));
    assertEquals("legacy1", mark(get("/p/legacy/maven2/" + JAR)));
    assertEquals("legacy1", mark(get("/g/1/p/legacy/maven2/" + JAR)));
    assertEquals(404, at("/p/none/maven2/" + JAR).statusCode());
  }

  @Test
  void oldGenerationsGoUnlessTheyArePinned() throws Exception {
    Generations command = command();
    command.pin(1);
    for (int i = 0; i < Generations.KEPT + 2; i++) {
      command.promote();
      clock.goOn(Duration.ofHours(25));
    }
    command.promote();
    List<Integer> left = command.list().stream().map(g -> g.number()).toList();
    assertEquals(Generations.KEPT + 1, left.size(), left.toString());
    assertTrue(left.contains(1) && !left.contains(2) && !left.contains(4), left.toString());
    assertEquals(List.of(12), left.subList(8, 9));
    assertEquals(404, at("/g/2/maven2/" + JAR).statusCode());
    assertEquals("one1", mark(get("/g/1/maven2/" + JAR)));
  }

  @Test
  void theTrailSaysWhoGotWhat() throws Exception {
    get("/maven2/" + JAR);
    get("/maven2/" + JAR + ".sha1");
    at("/maven2/org/none/none/1/none-1.jar");
    proxy.close();
    List<String> lines = Files.readAllLines(folder.resolve("store/audit.log"));
    assertEquals(1, lines.size(), lines.toString());
    String build = MarkingRewriter.buildId("one1");
    for (String part :
        List.of(
            "\"client\":\"127.0.0.1\"",
            "\"profile\":\"default\"",
            "\"generation\":1",
            "\"path\":\"" + JAR + "\"",
            "\"services\":\"mark\"",
            "\"build\":\"" + build + "\"")) {
      assertTrue(lines.get(0).contains(part), lines.get(0));
    }
  }

  @Test
  void aLineThatWasCutShortIsEnded() throws Exception {
    proxy.close();
    Files.writeString(folder.resolve("store/audit.log"), "{\"time\":\"2026");
    start("one");
    get("/maven2/" + JAR);
    proxy.close();
    List<String> lines = Files.readAllLines(folder.resolve("store/audit.log"));
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(1).startsWith("{\"time\":") && lines.get(1).endsWith("}"));
  }

  /** What a proxy that was killed in the middle of a write leaves behind. */
  @Test
  void whatAKillLeavesBehindIsNeverServed() throws Exception {
    byte[] jar = get("/maven2/" + JAR);
    proxy.close();
    Path store = folder.resolve("store");
    Files.write(store.resolve("blobs/aside/1.part"), new byte[100]);
    Files.write(store.resolve("generations/2.part"), "20".getBytes(UTF_8));
    try (var files = Files.walk(store.resolve("blobs"))) {
      for (Path blob : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(blob);
        Files.write(blob, Arrays.copyOf(bytes, bytes.length / 2));
      }
    }
    start("one"); // makes the very same jar again
    assertArrayEquals(jar, get("/maven2/" + JAR));
    assertFalse(command().find(2).isPresent());
  }

  private byte[] get(String path) throws Exception {
    HttpResponse<byte[]> response = at(path);
    assertEquals(200, response.statusCode(), new String(response.body(), UTF_8));
    return response.body();
  }

  private HttpResponse<byte[]> at(String path) throws Exception {
    URI address = URI.create(proxy.repository()).resolve(path);
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String mark(byte[] jar) throws Exception {
    return Archive.read("x", jar, Limits.DEFAULT).find(MarkingRewriter.MARK).orElseThrow().text();
  }
}
