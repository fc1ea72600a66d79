package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.configuration.ClientProfile;
import org.umbriel.proxy.maven.ArtifactRewriter;

/** What the endpoint for agents takes, and that its answers are signed. */
final class ClassEndpointTest {
  private static final String NONCE = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private ArtifactRewriter rewriter = new MarkingRewriter("x");
  private Proxy proxy;
  private String trust;
  private String secret;
  private byte[] jar;

  @BeforeEach
  void start() throws Exception {
    ClientProfile modern = new ClientProfile(List.of("25"), List.of());
    ClientProfile others = new ClientProfile(List.of("17", "21"), List.of());
    proxy =
        Proxy.start(
            TestProxies.configuration(folder.resolve("store"))
                .withProfiles(Map.of("default", others, "modern", modern)),
            Map.of("default", new Delegating(), "modern", new MarkingRewriter("modern")),
            line -> {});
    List<String> lines = Files.readAllLines(proxy.clientKey());
    assertEquals("umbriel-client 1", lines.get(0));
    trust = lines.get(1).replace("trust ", "");
    secret = lines.get(2).replace("secret ", "");
    jar = Archive.of("a", List.of(Entry.of("a/B.class", new byte[] {1}))).toBytes();
  }

  /** Does what the test says at the time. */
  private final class Delegating implements ArtifactRewriter {
    @Override
    public List<String> services() {
      return rewriter.services();
    }

    @Override
    public Plan plan(String sha256) {
      return rewriter.plan(sha256);
    }
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private HttpResponse<byte[]> post(
      String path, byte[] body, long time, String nonce, String key, byte[] macOf)
      throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
    String text = String.join("\n", "umbriel-request-1", path, "" + time, nonce, Key.digest(macOf));
    return client.send(
        HttpRequest.newBuilder(URI.create(proxy.address() + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .header("X-Umbriel-Time", "" + time)
            .header("X-Umbriel-Nonce", nonce)
            .header("X-Umbriel-Mac", HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8))))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> post(String path, byte[] body, String nonce) throws Exception {
    return post(path, body, System.currentTimeMillis(), nonce, secret, body);
  }

  private boolean isSigned(HttpResponse<byte[]> response, byte[] request, String nonce)
      throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initVerify(
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(trust))));
    signature.update(
        String.join(
                "\n",
                "umbriel-answer-1",
                nonce,
                Key.digest(request),
                "" + response.statusCode(),
                Key.digest(response.body()))
            .getBytes(UTF_8));
    return signature.verify(
        Base64.getDecoder()
            .decode(response.headers().firstValue("x-umbriel-signature").orElseThrow()));
  }

  @Test
  void aJarIsRewrittenAndKnownAfterwards() throws Exception {
    byte[] digest = Key.digest(jar).getBytes(US_ASCII);
    HttpResponse<byte[]> unknown = post("/classes/known", digest, nonce(1));
    assertEquals(404, unknown.statusCode());
    assertTrue(isSigned(unknown, digest, nonce(1)));

    HttpResponse<byte[]> made = post("/classes/jar", jar, nonce(2));
    assertEquals(200, made.statusCode());
    assertTrue(isSigned(made, jar, nonce(2)));
    assertFalse(isSigned(made, jar, nonce(3)), "an answer to another question");

    HttpResponse<byte[]> known = post("/classes/known", digest, nonce(4));
    assertEquals(200, known.statusCode());
    assertArrayEquals(made.body(), known.body());
    byte[] ours = Key.digest(made.body()).getBytes(US_ASCII);
    assertEquals(204, post("/classes/known", ours, nonce(5)).statusCode(), "it runs as it is");
  }

  @Test
  void whatWasLearnedMeanwhileChangesCodeAtOnce() throws Exception {
    byte[] digest = Key.digest(jar).getBytes(US_ASCII);
    assertEquals("x1", mark(post("/classes/jar", jar, nonce(1)).body()));
    rewriter = new MarkingRewriter("y");
    assertEquals(404, post("/classes/known", digest, nonce(2)).statusCode());
    assertEquals("y1", mark(post("/classes/jar", jar, nonce(3)).body()));
    assertEquals("y1", mark(post("/classes/known", digest, nonce(4)).body()));
  }

  private static String mark(byte[] rewritten) throws Exception {
    return Archive.read("a", rewritten, Limits.DEFAULT)
        .find(MarkingRewriter.MARK)
        .orElseThrow()
        .text();
  }

  @Test
  void whoAsksFirstIsToldItsProfile() throws Exception {
    assertEquals("profile default\n", greeted("/classes/hello", 17, nonce(1)));
    assertEquals("profile modern\n", greeted("/classes/hello", 25, nonce(2)));
    assertEquals("profile default\n", greeted("/classes/hello", 8, nonce(3)), "nobody's");
    assertEquals("profile modern\n", greeted("/p/modern/classes/hello", 17, nonce(4)), "named");
    assertEquals("modern1", mark(post("/p/modern/classes/jar", jar, nonce(5)).body()));
    assertEquals("x1", mark(post("/p/default/classes/jar", jar, nonce(6)).body()));
    assertEquals(400, post("/p/none/classes/jar", jar, nonce(7)).statusCode());
    assertEquals(400, post("/classes/hello", jar, nonce(8)).statusCode(), "no greeting");
  }

  private String greeted(String path, int release, String nonce) throws Exception {
    byte[] greeting = ("platform x\nrelease " + release + "\n").getBytes(UTF_8);
    HttpResponse<byte[]> answer = post(path, greeting, nonce);
    assertEquals(200, answer.statusCode());
    assertTrue(isSigned(answer, greeting, nonce));
    return new String(answer.body(), UTF_8);
  }

  private static String nonce(int number) {
    return String.format("%032x", number);
  }

  @Test
  void forgedAndReplayedMessagesAreRefused() throws Exception {
    long now = System.currentTimeMillis();
    String other = Base64.getEncoder().encodeToString(new byte[32]);
    assertEquals(403, post("/classes/jar", jar, now, NONCE, other, jar).statusCode(), "secret");
    assertEquals(
        403, post("/classes/jar", jar, now, NONCE, secret, new byte[1]).statusCode(), "body");
    assertEquals(
        403, post("/classes/jar", jar, now - 600_000, NONCE, secret, jar).statusCode(), "old");
    assertEquals(
        403, post("/classes/jar", jar, now + 600_000, NONCE, secret, jar).statusCode(), "new");
    assertEquals(200, post("/classes/jar", jar, now, NONCE, secret, jar).statusCode());
    assertEquals(403, post("/classes/jar", jar, now, NONCE, secret, jar).statusCode(), "again");
  }

  @Test
  void nonsenseIsRefusedWithItsReason() throws Exception {
    assertEquals(500, post("/classes/jar", new byte[] {1, 2, 3}, nonce(1)).statusCode());
    assertEquals(400, post("/classes/none", jar, nonce(2)).statusCode());
    assertEquals(400, post("/classes/known", jar, nonce(3)).statusCode());
    assertEquals(200, post("/classes/class", new byte[] {1}, nonce(4)).statusCode());
  }

  @Test
  void keysSurviveARestart() throws Exception {
    byte[] before = Files.readAllBytes(proxy.clientKey());
    proxy.close();
    start();
    assertArrayEquals(before, Files.readAllBytes(proxy.clientKey()));
    assertTrue(Files.getPosixFilePermissions(proxy.clientKey()).size() <= 2);
  }
}
