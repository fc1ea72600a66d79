package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.proxy.maven.FolderRepository;
import org.umbriel.proxy.maven.UpstreamAddress;

/**
 * Clients and upstreams that do not keep to the rules: each hurts itself, and the next is served.
 */
@Timeout(60)
final class HostileClientsTest {
  private static final String JAR = "org/lib/lib/1.0/lib-1.0.jar";

  @TempDir Path folder;
  private FolderRepository upstream;
  private Proxy proxy;

  @BeforeEach
  void start() throws Exception {
    upstream = new FolderRepository(folder.resolve("upstream"));
    upstream.release("org.lib:lib:1.0", List.of());
    proxy = start(new MarkingRewriter("x"), upstream.root().toUri().toString());
  }

  private Proxy start(ArtifactRewriter rewriter, String url) throws Exception {
    ProxyConfiguration configuration =
        ProxyConfiguration.DEFAULT
            .withAddress("127.0.0.1", 0)
            .withUpstreams(List.of(UpstreamAddress.parse(url)))
            .withStore(folder.resolve("store"), 1L << 30);
    return Proxy.start(configuration, Map.of("default", rewriter), line -> {});
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void malformedRequestsAreRefused() throws Exception {
    assertEquals("HTTP/1.1 400 Bad Request", statusOf("NONSENSE\r\n\r\n"));
    assertEquals(
        "HTTP/1.1 414 Request-URI Too Long",
        statusOf("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\n\r\n"));
    assertEquals(
        "HTTP/1.1 431 Request Header Fields Too Large",
        statusOf("GET / HTTP/1.1\r\nX: " + "a".repeat(30_000) + "\r\n\r\n"));
    assertEquals(
        "HTTP/1.1 405 Method Not Allowed",
        statusOf("POST /maven2/a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"));
    assertEquals("HTTP/1.1 403 Forbidden", statusOf("CONNECT a:443 HTTP/1.1\r\n\r\n"));
    assertEquals("HTTP/1.1 400 Bad Request", statusOf("CONNECT a HTTP/1.1\r\n\r\n"));
    assertEquals(
        "HTTP/1.1 400 Bad Request",
        statusOf("GET ftp://elsewhere/x HTTP/1.1\r\nHost: elsewhere\r\n\r\n"));
    assertServes();
  }

  @Test
  void bodiesOfRequestsAreSkippedAndBounded() throws Exception {
    assertEquals("HTTP/1.1 200 OK", statusOf("GET /health HTTP/1.1\r\nContent-Length: 0\r\n\r\n"));
    assertEquals(
        "HTTP/1.1 200 OK", statusOf("GET /health HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"));
    try (Socket socket = connect()) {
      send(socket, "GET /health HTTP/1.1\r\nContent-Length: 100000000\r\n\r\n");
      byte[] much = new byte[1 << 20];
      int sent = 0;
      try {
        for (; sent < 100; sent++) {
          socket.getOutputStream().write(much);
        }
      } catch (IOException cutOff) {
        assertTrue(sent < 100);
      }
    }
    assertServes();
  }

  /** Each would be answered on the stack of the one before. */
  @Test
  void thousandsOfRequestsAtOnceAreAnswered() throws Exception {
    int requests = 3_000;
    try (Socket socket = connect()) {
      String all =
          "GET /health HTTP/1.1\r\n\r\n".repeat(requests - 1)
              + "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n";
      Thread sender =
          new Thread(
              () -> {
                try {
                  send(socket, all);
                } catch (IOException toldByTheReader) {
                  return;
                }
              });
      sender.start();
      String answers = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      sender.join();
      assertEquals(requests, answers.split("HTTP/1.1 200 OK", -1).length - 1);
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      requests
          .append("GET /maven2/")
          .append(i % 2 == 0 ? JAR + ".sha1" : "missing")
          .append(" HTTP/1.1\r\n\r\n");
    }
    requests.append("GET /health HTTP/1.1\r\nConnection: close\r\n\r\n");
    try (Socket socket = connect()) {
      send(socket, requests.toString());
      String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      List<String> statuses =
          Pattern.compile("HTTP/1.1 ([0-9]+)").matcher(all).results().map(m -> m.group(1)).toList();
      assertEquals(21, statuses.size(), all);
      for (int i = 0; i < 20; i++) {
        assertEquals(i % 2 == 0 ? "200" : "404", statuses.get(i));
      }
      assertTrue(all.endsWith("\r\n\r\nok\n"), all);
    }
  }

  @Test
  void halfARequestHoldsNobodyUp() throws Exception {
    try (Socket half = connect()) {
      send(half, "GET /maven2/" + JAR + " HTTP/1.1\r\nHost: ");
      assertServes();
    }
    assertServes();
  }

  @Test
  void aClientThatLeavesFreesItsWork() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    proxy.close();
    proxy =
        start(
            MarkingRewriter.of(
                (name, jar) -> {
                  begun.countDown();
                  try {
                    new CountDownLatch(1).await();
                    throw new AssertionError("nobody counts down");
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                  }
                }),
            upstream.root().toUri().toString());
    try (Socket client = connect()) {
      send(client, "GET /maven2/" + JAR + " HTTP/1.1\r\n\r\n");
      assertTrue(begun.await(20, TimeUnit.SECONDS));
    }
    assertTrue(interrupted.await(20, TimeUnit.SECONDS), "the work goes on for nobody");
  }

  @Test
  void twoClientsShareWorkThatOneMayLeave() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    proxy.close();
    MarkingRewriter marking = new MarkingRewriter("x");
    proxy =
        start(
            MarkingRewriter.of(
                (name, jar) -> {
                  begun.countDown();
                  goOn.await();
                  return marking.rewrite(name, jar);
                }),
            upstream.root().toUri().toString());
    try (Socket stays = connect()) {
      send(stays, "GET /maven2/" + JAR + " HTTP/1.1\r\nConnection: close\r\n\r\n");
      assertTrue(begun.await(20, TimeUnit.SECONDS));
      try (Socket leaves = connect()) {
        send(leaves, "GET /maven2/" + JAR + " HTTP/1.1\r\n\r\n");
      }
      goOn.countDown();
      String answer = new String(stays.getInputStream().readAllBytes(), ISO_8859_1);
      assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
    }
  }

  @Test
  void whatTheRewriterRefusesIsNotServed() throws Exception {
    proxy.close();
    proxy =
        start(
            MarkingRewriter.of(
                (name, jar) -> {
                  throw new ArtifactRewriter.RewritingException("odd");
                }),
            upstream.root().toUri().toString());
    HttpResponse<String> response = get(JAR);
    assertEquals(500, response.statusCode());
    assertEquals("umbriel: " + JAR + ": cannot be rewritten: odd\n", response.body());
  }

  @Test
  void anUpstreamThatBreaksOffIsABadGateway() throws Exception {
    try (BrokenUpstream broken =
        new BrokenUpstream("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc")) {
      proxy.close();
      proxy = start(new MarkingRewriter("x"), broken.url());
      HttpResponse<String> response = get(JAR);
      assertEquals(502, response.statusCode());
      assertEquals(1, response.body().lines().count(), response.body());
    }
  }

  @Test
  void anUpstreamThatFailsOrIsAwayIsABadGateway() throws Exception {
    String url;
    try (BrokenUpstream broken =
        new BrokenUpstream("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")) {
      url = broken.url();
      proxy.close();
      proxy = start(new MarkingRewriter("x"), url);
      assertEquals(502, get(JAR).statusCode());
    }
    assertEquals(502, get("org/lib/lib/1.0/lib-1.0.pom").statusCode());
  }

  @Test
  void redirectsThatGoRoundAreABadGateway() throws Exception {
    try (BrokenUpstream broken =
        new BrokenUpstream("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")) {
      proxy.close();
      proxy = start(new MarkingRewriter("x"), broken.url());
      assertEquals(502, get(JAR).statusCode());
    }
  }

  /** Bytes that are no HTTP, or nearly: whatever the answer, the server lives. */
  @Test
  void randomBytesNeverEndTheServer() throws Exception {
    Random random = new Random(11);
    String valid =
        "GET /maven2/"
            + JAR
            + " HTTP/1.1\r\nHost: x\r\nRange: bytes=0-4\r\nIf-None-Match: \"a\"\r\n\r\n";
    for (int round = 0; round < 300; round++) {
      byte[] request = valid.getBytes(ISO_8859_1);
      for (int i = random.nextInt(8); i >= 0; i--) {
        request[random.nextInt(request.length)] = (byte) random.nextInt(256);
      }
      try (Socket socket = connect()) {
        socket.getOutputStream().write(request, 0, random.nextInt(request.length) + 1);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (IOException reset) {
        continue;
      }
    }
    assertServes();
  }

  private void assertServes() throws Exception {
    assertEquals(200, get(JAR).statusCode());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(proxy.repository() + path)).build(),
            HttpResponse.BodyHandlers.ofString(ISO_8859_1));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", URI.create(proxy.repository()).getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private String statusOf(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      StringBuilder line = new StringBuilder();
      InputStream in = socket.getInputStream();
      for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
        line.append((char) c);
      }
      return line.toString();
    }
  }

  /** Says the same to everyone, and hangs up. */
  private static final class BrokenUpstream implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0);

    BrokenUpstream(String answer) throws IOException {
      Thread thread = new Thread(() -> serve(answer), "broken-upstream");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve(String answer) {
      while (!listener.isClosed()) {
        try (Socket client = listener.accept()) {
          client.getInputStream().read(new byte[1 << 16]);
          send(client, answer);
        } catch (IOException closed) {
          continue;
        }
      }
    }

    String url() {
      return "http://127.0.0.1:" + listener.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
