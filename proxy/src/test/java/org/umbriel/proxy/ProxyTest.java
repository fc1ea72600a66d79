package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import org.umbriel.proxy.maven.FolderRepository;
import org.umbriel.proxy.maven.UpstreamAddress;

final class ProxyTest {
  private static final String JAR = "org/lib/lib/1.0/lib-1.0.jar";
  private static final String POM = "org/lib/lib/1.0/lib-1.0.pom";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final MarkingRewriter rewriter = new MarkingRewriter("first");
  private final List<String> log = new ArrayList<>();
  private FolderRepository upstream;
  private Proxy proxy;

  @BeforeEach
  void start() throws Exception {
    upstream = new FolderRepository(folder.resolve("upstream"));
    upstream.release("org.lib:lib:1.0", List.of());
    proxy = start(rewriter, List.of());
  }

  private Proxy start(MarkingRewriter with, List<String> passThrough) throws Exception {
    ProxyConfiguration configuration =
        ProxyConfiguration.DEFAULT
            .withAddress("127.0.0.1", 0)
            .withUpstreams(List.of(UpstreamAddress.parse(upstream.root().toUri().toString())))
            .withStore(folder.resolve("store"), 1L << 30)
            .withPassThrough(passThrough);
    return Proxy.start(configuration, Map.of("default", with), this::log);
  }

  private synchronized void log(String line) {
    log.add(line);
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void jarsAreRewrittenAndTheirChecksumsFit() throws Exception {
    HttpResponse<byte[]> response = get(JAR);

    assertEquals(200, response.statusCode());
    assertEquals("first1", mark(response.body()));
    for (String[] algorithm :
        new String[][] {
          {"md5", "MD5"}, {"sha1", "SHA-1"}, {"sha256", "SHA-256"}, {"sha512", "SHA-512"}
        }) {
      String expected = hex(algorithm[1], response.body());
      assertEquals(expected, new String(get(JAR + "." + algorithm[0]).body(), UTF_8));
      assertEquals(
          expected, response.headers().firstValue("x-checksum-" + algorithm[0]).orElseThrow());
    }
    assertEquals("\"" + hex("SHA-256", response.body()) + "\"", header(response, "etag"));
    assertEquals(1, rewriter.calls.get(), "once, however often it is asked for");
  }

  @Test
  void aChecksumMayBeAskedForFirst() throws Exception {
    String sha1 = new String(get(JAR + ".sha1").body(), UTF_8);

    assertEquals(sha1, hex("SHA-1", get(JAR).body()));
  }

  @Test
  void everythingElseIsUpstreamsByteForByte() throws Exception {
    byte[] metadata = "<metadata/>\n".getBytes(UTF_8);
    upstream.write("org/lib/lib/maven-metadata.xml", metadata);
    upstream.write("org/lib/lib/maven-metadata.xml.sha1", "whatever stands here\n".getBytes(UTF_8));
    byte[] pom = Files.readAllBytes(upstream.root().resolve(POM));
    upstream.write(POM + ".sha1", hex("SHA-1", pom).getBytes(UTF_8));

    assertArrayEquals(pom, get(POM).body());
    assertEquals(hex("SHA-1", pom), new String(get(POM + ".sha1").body(), UTF_8));
    assertArrayEquals(metadata, get("org/lib/lib/maven-metadata.xml").body());
    assertEquals(
        "whatever stands here\n",
        new String(get("org/lib/lib/maven-metadata.xml.sha1").body(), UTF_8));
    assertEquals(404, get(POM + ".md5").statusCode());
  }

  @Test
  void aReleasedFileKeepsItsBytesAcrossRestartsAndUpstreamChanges() throws Exception {
    byte[] jar = get(JAR).body();
    byte[] pom = get(POM).body();
    proxy.close();
    upstream.release("org.lib:lib:1.0", List.of("org.changed:changed:1"));

    proxy = start(new MarkingRewriter("second"), List.of());

    assertArrayEquals(jar, get(JAR).body());
    assertArrayEquals(pom, get(POM).body());
    assertEquals(hex("SHA-1", jar), new String(get(JAR + ".sha1").body(), UTF_8));
  }

  @Test
  void bytesThatAreLostAreNotReplacedByOthers() throws Exception {
    get(JAR);
    proxy.close();
    try (var files = Files.walk(folder.resolve("store/blobs"))) {
      for (Path blob : files.filter(Files::isRegularFile).toList()) {
        Files.delete(blob);
      }
    }

    proxy = start(new MarkingRewriter("second"), List.of());

    HttpResponse<byte[]> response = get(JAR);
    assertEquals(500, response.statusCode());
    assertTrue(
        new String(response.body(), UTF_8).contains("are lost"),
        new String(response.body(), UTF_8));
  }

  @Test
  void snapshotsFollowUpstream() throws Exception {
    String path = "org/lib/lib/2-SNAPSHOT/lib-2-SNAPSHOT.jar";
    upstream.write(path, jar("one"));
    byte[] first = get(path).body();
    assertArrayEquals(first, get(path).body(), "the same input gives the same output");

    upstream.write(path, jar("two"));

    assertEquals("two", entry(get(path).body(), "name"));
    assertEquals(2, rewriter.calls.get());
  }

  @Test
  void concurrentRequestsShareOneRewriting() throws Exception {
    List<CompletableFuture<HttpResponse<byte[]>>> responses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String path = i % 2 == 0 ? JAR : JAR + ".sha1";
      responses.add(
          client.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofByteArray()));
    }
    String sha1 = hex("SHA-1", responses.get(0).get().body());
    for (int i = 0; i < 40; i++) {
      byte[] body = responses.get(i).get().body();
      assertEquals(sha1, i % 2 == 0 ? hex("SHA-1", body) : new String(body, UTF_8));
    }
    assertEquals(1, rewriter.calls.get());
  }

  @Test
  void headConditionsAndRangesReferToTheRewrittenBytes() throws Exception {
    byte[] jar = get(JAR).body();
    HttpResponse<byte[]> head =
        send(request(JAR).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertEquals(String.valueOf(jar.length), header(head, "content-length"));
    assertEquals(0, head.body().length);

    String etag = header(head, "etag");
    assertEquals(304, send(request(JAR).header("If-None-Match", etag)).statusCode());
    assertEquals(304, send(request(JAR).header("If-None-Match", "\"x\", W/" + etag)).statusCode());
    assertEquals(200, send(request(JAR).header("If-None-Match", "\"x\"")).statusCode());
    assertEquals(
        304,
        send(request(JAR).header("If-Modified-Since", header(head, "last-modified"))).statusCode());

    HttpResponse<byte[]> part = send(request(JAR).header("Range", "bytes=10-19"));
    assertEquals(206, part.statusCode());
    assertArrayEquals(java.util.Arrays.copyOfRange(jar, 10, 20), part.body());
    assertEquals("bytes 10-19/" + jar.length, header(part, "content-range"));
    assertEquals(10, send(request(JAR).header("Range", "bytes=-10")).body().length);
    assertEquals(416, send(request(JAR).header("Range", "bytes=999999-")).statusCode());
    assertEquals(
        200,
        send(request(JAR).header("Range", "bytes=1-2").header("If-Range", "\"old\"")).statusCode());
  }

  @Test
  void largeBodiesComeFromTheirFiles() throws Exception {
    byte[] noise = new byte[5 << 20];
    new java.util.Random(1).nextBytes(noise);
    upstream.write(
        "org/big/big/1/big-1.jar",
        Archive.of("x", List.of(Entry.stored("noise", noise))).toBytes());
    upstream.write("org/big/big/1/big-1.zip", noise);
    upstream.write("org/big/big/1-SNAPSHOT/big-1-SNAPSHOT.zip", noise);

    byte[] jar = get("org/big/big/1/big-1.jar").body();
    assertArrayEquals(
        noise, Archive.read("x", jar, Limits.DEFAULT).find("noise").orElseThrow().content());
    assertArrayEquals(noise, get("org/big/big/1/big-1.zip").body());
    assertArrayEquals(noise, get("org/big/big/1-SNAPSHOT/big-1-SNAPSHOT.zip").body());
    HttpResponse<byte[]> part =
        send(request("org/big/big/1/big-1.zip").header("Range", "bytes=3000000-3000004"));
    assertArrayEquals(java.util.Arrays.copyOfRange(noise, 3_000_000, 3_000_005), part.body());
    try (var parts = Files.list(folder.resolve("store/blobs/aside"))) {
      assertEquals(List.of(), parts.toList(), "nothing is left behind");
    }
  }

  @Test
  void signaturesOfRewrittenJarsDoNotExist() throws Exception {
    upstream.write(JAR + ".asc", "signature".getBytes(UTF_8));
    upstream.write(POM + ".asc", "signature".getBytes(UTF_8));

    assertEquals(404, get(JAR + ".asc").statusCode());
    assertEquals(404, get(JAR + ".asc.sha1").statusCode());
    assertEquals("signature", new String(get(POM + ".asc").body(), UTF_8));
  }

  @Test
  void buildToolsAndPinnedOnesPassThrough() throws Exception {
    byte[] tool = jar("tool");
    upstream.write("org/apache/maven/shared/tool/1/tool-1.jar", tool);
    upstream.write("org/apache/maven/shared/tool/1/tool-1.jar.asc", "fits".getBytes(UTF_8));
    upstream.write("org/other/plugin/1/plugin-1.jar", tool);
    upstream.write(
        "org/other/plugin/1/plugin-1.pom",
        "<project><packaging> maven-plugin </packaging></project>".getBytes(UTF_8));
    upstream.write("org/pinned/pinned/1/pinned-1.jar", tool);
    upstream.write("org/digest/digest/1/digest-1.jar", jar("digest"));
    upstream.write("org/none/none/1/none-1.jar", "no zip".getBytes(UTF_8));
    proxy.close();
    proxy = start(rewriter, List.of("org.pinned:*", "sha256:" + hex("SHA-256", jar("digest"))));

    assertArrayEquals(tool, get("org/apache/maven/shared/tool/1/tool-1.jar").body());
    assertEquals(
        "fits", new String(get("org/apache/maven/shared/tool/1/tool-1.jar.asc").body(), UTF_8));
    assertArrayEquals(tool, get("org/other/plugin/1/plugin-1.jar").body());
    assertArrayEquals(tool, get("org/pinned/pinned/1/pinned-1.jar").body());
    assertArrayEquals(jar("digest"), get("org/digest/digest/1/digest-1.jar").body());
    assertEquals("no zip", new String(get("org/none/none/1/none-1.jar").body(), UTF_8));
    assertEquals(0, rewriter.calls.get());
    assertTrue(
        log.contains(
            "org/pinned/pinned/1/pinned-1.jar: passed through: by rule for its coordinate"),
        log.toString());
  }

  /** Else whoever signs his jar with any key would have his classes verified by nobody. */
  @Test
  void aSignedJarIsNoExceptionToRewriting() throws Exception {
    byte[] signed = Archive.of("x", List.of(Entry.of("META-INF/A.SF", new byte[1]))).toBytes();
    upstream.write("org/signed/signed/1/signed-1.jar", signed);
    assertEquals(200, get("org/signed/signed/1/signed-1.jar").statusCode());
    assertEquals(1, rewriter.calls.get());
  }

  @Test
  void whatOneUpstreamSaysAboutItselfIsNotSaidOfTheMirror() throws Exception {
    upstream.write(".meta/prefixes.txt", "/org/one".getBytes(UTF_8));
    assertEquals(404, get(".meta/prefixes.txt").statusCode());
  }

  @Test
  void whatUpstreamDoesNotHaveIsNotFound() throws Exception {
    assertEquals(404, get("org/none/none/1/none-1.jar").statusCode());
    assertEquals(404, get("org/none/none/1/none-1.jar.sha1").statusCode());
    assertEquals(404, get("org/none/none/1/none-1.pom").statusCode());
    upstream.release("org.none:none:1", List.of());
    assertEquals(200, get("org/none/none/1/none-1.jar").statusCode(), "404 is not remembered");
  }

  @Test
  void aWrongUpstreamChecksumIsNeverServed() throws Exception {
    upstream.write(JAR + ".sha1", "0".repeat(40).getBytes(UTF_8));

    HttpResponse<byte[]> response = get(JAR);

    assertEquals(502, response.statusCode());
    String line = new String(response.body(), UTF_8);
    assertTrue(line.contains("published 0000"), line);
    assertEquals(1, line.lines().count());
  }

  @Test
  void descriptionsHealthAndMetrics() throws Exception {
    get(JAR);
    get("org/none/none/1/none-1.jar");
    String buildId = MarkingRewriter.buildId("first1");
    assertEquals("description of " + JAR, body("/buildid/" + buildId + "/debuginfo"));
    Files.delete(upstream.root().resolve(JAR));
    assertEquals("description of " + JAR, body("/buildid/" + buildId + "/debuginfo"));
    assertEquals(404, at("/buildid/" + "0".repeat(40) + "/debuginfo").statusCode());
    assertEquals(404, at("/buildid/../debuginfo").statusCode());
    assertEquals("ok\n", body("/health"));
    String metrics = body("/metrics");
    assertTrue(
        metrics.contains("# TYPE umbriel_rewritten_total counter\numbriel_rewritten_total 1\n"),
        metrics);
    assertTrue(metrics.contains("umbriel_not_found_total 3\n"), metrics);
    assertEquals(404, at("/").statusCode());
  }

  @Test
  void pathsThatLeadElsewhereAreRefused() throws Exception {
    Files.writeString(folder.resolve("secret"), "secret");
    for (String path :
        List.of(
            "../secret",
            "..%2fsecret",
            "a/../../secret",
            "%2e%2e/secret",
            "a//b",
            "a/%00",
            "a\\b",
            ".")) {
      HttpResponse<byte[]> response = get(path.replace("\\", "%5c"));
      assertEquals(400, response.statusCode(), path);
    }
  }

  @Test
  void aTakenPortIsOneClearLine() {
    int port = URI.create(proxy.repository()).getPort();
    ProxyConfiguration same =
        ProxyConfiguration.DEFAULT
            .withAddress("127.0.0.1", port)
            .withUpstreams(List.of(UpstreamAddress.CENTRAL));

    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                Proxy.start(
                    same.withStore(folder.resolve("store2"), 1L << 30),
                    Map.of("default", rewriter),
                    this::log));

    assertTrue(thrown.getMessage().startsWith("127.0.0.1:" + port + ": "), thrown.getMessage());
    assertFalse(thrown.getMessage().contains("\n"));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(proxy.repository() + path));
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> at(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(proxy.repository()).resolve(path)));
  }

  private String body(String path) throws Exception {
    return new String(at(path).body(), UTF_8);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }

  private static byte[] jar(String content) {
    return Archive.of("x", List.of(Entry.of("name", content.getBytes(UTF_8)))).toBytes();
  }

  private static String mark(byte[] jar) throws Exception {
    return entry(jar, MarkingRewriter.MARK);
  }

  private static String entry(byte[] jar, String path) throws Exception {
    return Archive.read("x", jar, Limits.DEFAULT).find(path).orElseThrow().text();
  }

  private static String hex(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }
}
