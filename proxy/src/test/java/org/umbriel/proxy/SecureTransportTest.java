package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.proxy.configuration.ClientProfile;
import org.umbriel.proxy.configuration.KeyUse;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import org.umbriel.proxy.configuration.TlsUse;
import org.umbriel.proxy.maven.FolderRepository;
import org.umbriel.proxy.maven.UpstreamAddress;

/** TLS, with HTTP/1.1 and HTTP/2. */
@Timeout(120)
final class SecureTransportTest {
  private static final String PASSWORD = "secret-of-a-test";
  private static final String LARGE = "org/lib/lib/1.0/lib-1.0.zip";

  @TempDir static Path keys;
  @TempDir Path folder;
  private final byte[] large = new byte[3_000_000];
  private static Path keystore;
  private static Path clientKeys;
  private static Path otherKeys;
  private Proxy proxy;

  @BeforeAll
  static void generate() throws Exception {
    keystore = TestProxies.keystore(keys, PASSWORD);
    clientKeys =
        TestProxies.keystore(Files.createDirectory(keys.resolve("a")), PASSWORD, "CN=build-7,O=x");
    otherKeys =
        TestProxies.keystore(Files.createDirectory(keys.resolve("b")), PASSWORD, "CN=build-7,O=x");
  }

  @BeforeEach
  void start() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    FolderRepository upstream = new FolderRepository(folder.resolve("upstream"));
    upstream.release("org.lib:lib:1.0", List.of());
    new Random(3).nextBytes(large);
    upstream.write(LARGE, large);
    proxy =
        start(
            new TlsUse.Keystore(new KeyUse(keystore, Optional.of("server"), password)),
            upstream.root());
  }

  private Proxy start(TlsUse tls, Path upstream) throws Exception {
    ProxyConfiguration configuration =
        TestProxies.configuration(folder.resolve("store"))
            .withProfiles(
                Map.of(
                    "default",
                    new ClientProfile(List.of(), List.of()),
                    "builds",
                    new ClientProfile(List.of(), List.of(), List.of("CN=build-7,O=x"))))
            .withUpstreams(List.of(UpstreamAddress.parse(upstream.toUri().toString())))
            .withTls(tls);
    return Proxy.start(
        configuration,
        Map.of("default", new MarkingRewriter("x"), "builds", new MarkingRewriter("y")),
        line -> {});
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private HttpClient client(HttpClient.Version version) throws Exception {
    return client(version, null);
  }

  private static KeyManager[] keys(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    return keys.getKeyManagers();
  }

  private HttpClient client(HttpClient.Version version, KeyManager[] own) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      trusted.load(in, PASSWORD.toCharArray());
    }
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("server", trusted.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().version(version).sslContext(context).build();
  }

  private HttpRequest request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(proxy.address() + path));
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  @Test
  void bothVersionsServeTheSameBytes() throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      HttpClient client = client(version);
      HttpResponse<byte[]> whole =
          client.send(request("/maven2/" + LARGE), HttpResponse.BodyHandlers.ofByteArray());
      assertEquals(version, whole.version());
      assertEquals(200, whole.statusCode());
      assertArrayEquals(large, whole.body());
      HttpResponse<byte[]> part =
          client.send(
              request("/maven2/" + LARGE, "Range", "bytes=1000000-2500000"),
              HttpResponse.BodyHandlers.ofByteArray());
      assertEquals(206, part.statusCode());
      assertArrayEquals(Arrays.copyOfRange(large, 1_000_000, 2_500_001), part.body());
      assertEquals(
          404,
          client
              .send(
                  request("/maven2/org/none/1/none-1.jar"), HttpResponse.BodyHandlers.discarding())
              .statusCode());
      HttpResponse<Void> head =
          client.send(
              HttpRequest.newBuilder(URI.create(proxy.address() + "/maven2/" + LARGE))
                  .method("HEAD", HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      assertEquals("3000000", head.headers().firstValue("content-length").orElse(""));
    }
  }

  @Test
  void manyStreamsOfOneConnection() throws Exception {
    HttpClient client = client(HttpClient.Version.HTTP_2);
    List<CompletableFuture<HttpResponse<byte[]>>> all =
        new Random(1)
            .ints(60, 0, 3)
            .mapToObj(
                i ->
                    client.sendAsync(
                        request(List.of("/maven2/" + LARGE, "/health", "/maven2/x").get(i)),
                        HttpResponse.BodyHandlers.ofByteArray()))
            .toList();
    for (CompletableFuture<HttpResponse<byte[]>> each : all) {
      HttpResponse<byte[]> response = each.get();
      if (response.uri().getPath().endsWith("zip")) {
        assertArrayEquals(large, response.body());
      } else if (response.uri().getPath().equals("/health")) {
        assertEquals("ok\n", new String(response.body(), UTF_8));
      }
    }
  }

  @Test
  void pemFilesServeAsWell() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Key key = store.getKey("server", PASSWORD.toCharArray());
    Path certificate =
        pem("server.pem", "CERTIFICATE", store.getCertificate("server").getEncoded());
    Path privateKey = pem("server.key", "PRIVATE KEY", key.getEncoded());
    proxy.close();
    proxy = start(new TlsUse.Pem(certificate, privateKey), folder.resolve("upstream"));
    assertEquals(
        200,
        client(HttpClient.Version.HTTP_2)
            .send(request("/health"), HttpResponse.BodyHandlers.discarding())
            .statusCode());
    assertThrows(
        IOException.class,
        () -> start(new TlsUse.Pem(privateKey, certificate), folder.resolve("upstream")));
    assertThrows(
        IOException.class,
        () ->
            start(new TlsUse.Pem(folder.resolve("none"), privateKey), folder.resolve("upstream")));
  }

  /** The profile is that of the certificate, whichever version and generation is asked for. */
  @Test
  void aCertificateChoosesTheProfile() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(clientKeys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Path authorities =
        pem("clients.pem", "CERTIFICATE", store.getCertificate("server").getEncoded());
    proxy.close();
    Path password = folder.resolve("password");
    proxy =
        start(
            new TlsUse.Keystore(new KeyUse(keystore, Optional.of("server"), password))
                .withClients(authorities),
            folder.resolve("upstream"));
    for (HttpClient.Version version : HttpClient.Version.values()) {
      assertEquals("x1", mark(client(version)), "without a certificate, " + version);
      assertEquals("y1", mark(client(version, keys(clientKeys))), "with one, " + version);
      HttpClient forged = client(version, keys(otherKeys));
      assertThrows(
          IOException.class,
          () -> forged.send(request("/health"), HttpResponse.BodyHandlers.discarding()),
          "the same name, and nobody vouches for it");
    }
  }

  private String mark(HttpClient client) throws Exception {
    HttpResponse<byte[]> jar =
        client.send(
            request("/maven2/org/lib/lib/1.0/lib-1.0.jar"),
            HttpResponse.BodyHandlers.ofByteArray());
    return Archive.read("a", jar.body(), Limits.DEFAULT)
        .find(MarkingRewriter.MARK)
        .orElseThrow()
        .text();
  }

  private Path pem(String name, String kind, byte[] encoded) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
            + "\n-----END "
            + kind
            + "-----\n");
  }

  @Test
  void whoDoesNotTrustTheCertificateGetsNothing() {
    assertThrows(
        SSLHandshakeException.class,
        () ->
            HttpClient.newHttpClient()
                .send(request("/health"), HttpResponse.BodyHandlers.discarding()));
  }

  @Test
  void plainTextToATlsPortIsCutOff() throws Exception {
    try (java.net.Socket socket =
        new java.net.Socket("127.0.0.1", URI.create(proxy.address()).getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write("GET /health HTTP/1.1\r\n\r\n".getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertTrue(!answer.contains("ok"), answer);
    }
  }
}
