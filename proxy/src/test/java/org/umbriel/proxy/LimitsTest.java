package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2CodecUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.proxy.http.Limits;
import org.umbriel.proxy.maven.FolderRepository;
import org.umbriel.proxy.maven.Upstream;

/**
 * What a client may take in time, memory and connections. The server's limits are a second or two
 * here; a test only waits for the end of a connection, however long that takes.
 */
@Timeout(120)
final class LimitsTest {
  private static final String LARGE = "/maven2/org/lib/lib/1.0/lib-1.0.zip";
  private static final int SIZE = 64 << 20;

  @TempDir Path folder;
  private Proxy proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = start(Limits.DEFAULT.withTimes(1, 1));
  }

  private Proxy start(Limits limits) throws Exception {
    return TestProxies.start(
        TestProxies.configuration(folder.resolve("store")), new MarkingRewriter("x"), limits, 60);
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", URI.create(proxy.address()).getPort());
    socket.setSoTimeout(100_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** All that comes until the server hangs up. */
  private static String untilTheEnd(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (SocketException reset) {
      return "";
    }
  }

  @Test
  void whoSendsNothingIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      assertEquals("", untilTheEnd(socket));
    }
  }

  @Test
  void whoSendsHalfARequestIsCutOff() throws Exception {
    for (String half :
        List.of("GET / HTT", "GET / HTTP/1.1\r\nHost: x\r\n", "PRI * HTTP/2.0\r\n")) {
      try (Socket socket = connect()) {
        send(socket, half);
        assertEquals("", untilTheEnd(socket), half);
      }
    }
  }

  /** A drop at a time never ends a request, and the time runs all the same. */
  @Test
  void whoDripsIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET / HTTP/1.1\r\n");
      Thread dripping =
          new Thread(
              () -> {
                try {
                  while (true) {
                    send(socket, "X-Drip: 1\r\n");
                    Thread.sleep(50);
                  }
                } catch (IOException | InterruptedException cutOff) {
                  return;
                }
              });
      dripping.setDaemon(true);
      dripping.start();
      untilTheEnd(socket);
    }
  }

  @Test
  void anHttp2ConnectionWithoutRequestsIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      byte[] preface = new byte[24];
      Http2CodecUtil.connectionPrefaceBuf().readBytes(preface);
      socket.getOutputStream().write(preface);
      socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
      assertTrue(untilTheEnd(socket).length() >= 9, "the server's settings, then the end");
    }
  }

  @Test
  void anUploadThatStopsIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "POST /classes/jar HTTP/1.1\r\nContent-Length: 1000\r\n\r\nabc");
      assertEquals("", untilTheEnd(socket));
    }
  }

  @Test
  void uploadsAreBounded() throws Exception {
    assertEquals(
        "HTTP/1.1 413 Request Entity Too Large",
        status("POST /classes/jar HTTP/1.1\r\nContent-Length: 100000000\r\n\r\n"));
    assertEquals(
        "HTTP/1.1 411 Length Required",
        status("POST /classes/jar HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"));
    assertEquals(
        "HTTP/1.1 403 Forbidden",
        status("POST /classes/jar HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"));
    proxy.close();
    proxy = start(new Limits(100, 30, 30, 1 << 20, 1 << 20, 10));
    try (Socket first = connect()) {
      send(
          first,
          "POST /classes/jar HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
      byte[] goOn = "HTTP/1.1 100 Continue\r\n".getBytes(ISO_8859_1);
      assertArrayEquals(goOn, first.getInputStream().readNBytes(goOn.length), "there is room");
      assertEquals(
          "HTTP/1.1 503 Service Unavailable",
          status("POST /classes/jar HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n"));
    }
  }

  private String status(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      return untilTheEnd(socket).lines().findFirst().orElse("");
    }
  }

  @Test
  void furtherConnectionsAreClosedAtOnce() throws Exception {
    proxy.close();
    proxy = start(new Limits(2, 60, 60, 1, 1, 1));
    try (Socket one = connect();
        Socket two = connect()) {
      assertHealthy(one);
      assertHealthy(two);
      try (Socket three = connect()) {
        assertEquals("", untilTheEnd(three));
      }
      assertHealthy(one);
    }
  }

  private static void assertHealthy(Socket socket) throws IOException {
    send(socket, "GET /health HTTP/1.1\r\n\r\n");
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("ok\n") < 0) {
      int next = in.read();
      assertTrue(next >= 0, answer.toString());
      answer.append((char) next);
    }
  }

  /** The whole would not fit into the sockets' buffers: without back-pressure it would pile up. */
  @Test
  void whoTakesNothingIsCutOff() throws Exception {
    proxy.close();
    FolderRepository upstream = new FolderRepository(folder.resolve("upstream"));
    byte[] large = new byte[SIZE];
    new Random(1).nextBytes(large);
    upstream.write(LARGE.substring("/maven2/".length()), large);
    proxy =
        Proxy.start(
            TestProxies.configuration(folder.resolve("store")),
            List.<Upstream>of(new LocalRepositoryUpstream(upstream.root())),
            Map.of("default", new MarkingRewriter("x")),
            java.time.Clock.systemUTC(),
            line -> {},
            Limits.DEFAULT.withTimes(60, 1),
            60);
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(1 << 14);
      socket.connect(new InetSocketAddress("127.0.0.1", URI.create(proxy.address()).getPort()));
      socket.setSoTimeout(100_000);
      send(socket, "GET " + LARGE + " HTTP/1.1\r\n\r\n");
      OutputStream out = socket.getOutputStream();
      // the server has hung up when what is sent to it comes back as a reset
      try {
        while (true) {
          out.write('\n');
          Thread.sleep(20);
        }
      } catch (SocketException hungUp) {
        assertTrue(hungUp.getMessage() != null);
      }
    }
  }
}
