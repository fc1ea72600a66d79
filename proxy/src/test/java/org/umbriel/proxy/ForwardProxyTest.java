package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.proxy.configuration.ForwardUse;
import org.umbriel.proxy.http.Limits;
import org.umbriel.rewriter.RewriteOptions;

/** The proxy of clients that name it as theirs. */
@Timeout(120)
final class ForwardProxyTest {
  @TempDir Path folder;
  private final ConcurrentHashMap<String, byte[]> files = new ConcurrentHashMap<>();
  private HttpServer origin;
  private Proxy proxy;

  @BeforeEach
  void start() throws Exception {
    origin = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    origin.createContext(
        "/",
        exchange -> {
          byte[] file = files.get(exchange.getRequestURI().getPath());
          if (file == null) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
          } else {
            exchange.getResponseHeaders().add("Content-Type", "text/x-test");
            exchange.sendResponseHeaders(200, file.length == 0 ? -1 : file.length);
            exchange.getResponseBody().write(file);
          }
          exchange.close();
        });
    origin.start();
    RewriteOptions options = RewriteOptions.linkChecks(List.of(PlatformClasses.running()));
    proxy =
        TestProxies.start(
            TestProxies.configuration(folder.resolve("store")),
            new JarRewriter(List.of("link"), digest -> new JarPlan(options, "")));
  }

  @AfterEach
  void stop() {
    proxy.close();
    origin.stop(0);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + origin.getAddress().getPort() + path;
  }

  private HttpResponse<byte[]> get(String url) throws Exception {
    int port = URI.create(proxy.address()).getPort();
    HttpClient client =
        HttpClient.newBuilder()
            .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", port)))
            .build();
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private byte[] compiled(String name, String source) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    Path out = folder.resolve("out");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-cp",
                out.toString(),
                "-d",
                Files.createDirectories(out).toString(),
                file.toString());
    assertEquals(0, code);
    try (var walk = Files.walk(out)) {
      return Files.readAllBytes(
          walk.filter(f -> f.endsWith(name + ".class")).findFirst().orElseThrow());
    }
  }

  private byte[] program() throws IOException {
    compiled(
        "Library",
        "package q; public class Library { public static String name() { return \"q\"; } }");
    return compiled(
        "Main",
        "package p; public class Main { public static void main(String[] a) {"
            + " System.out.println(q.Library.name()); } }");
  }

  @Test
  void aJarIsRewritten() throws Exception {
    byte[] jar = Archive.of("a.jar", List.of(Entry.of("p/Main.class", program()))).toBytes();
    files.put("/lib/a.jar", jar);

    HttpResponse<byte[]> response = get(address("/lib/a.jar"));

    assertEquals(200, response.statusCode());
    Archive got =
        Archive.read("a.jar", response.body(), org.umbriel.metadata.archive.Limits.DEFAULT);
    assertTrue(got.find("META-INF/umbriel/p.index").isPresent());
    assertArrayEquals(response.body(), get(address("/lib/a.jar")).body());
  }

  @Test
  void whatIsNoCodeIsRelayedByteForByte() throws Exception {
    byte[] text = new byte[3_000_000];
    new Random(5).nextBytes(text);
    text[0] = 'x';
    files.put("/a.bin", text);

    HttpResponse<byte[]> response = get(address("/a.bin?query=1"));

    assertArrayEquals(text, response.body());
    assertEquals("text/x-test", response.headers().firstValue("content-type").orElse(""));
    HttpResponse<byte[]> redirect = get(address("/missing"));
    assertEquals(302, redirect.statusCode());
    assertEquals("/elsewhere", redirect.headers().firstValue("location").orElse(""));
  }

  /** Loaded by a loader of this process, which asks a proxy of its own JVM: so a forked one. */
  @Test
  void classesOfAFolderCheckTheirLinks() throws Exception {
    files.put("/classes/p/Main.class", program());
    files.put(
        "/classes/q/Library.class", Files.readAllBytes(folder.resolve("out/q/Library.class")));
    assertEquals("q", load());

    files.remove("/classes/q/Library.class");
    assertTrue(load().contains("NoClassDefFoundError: q/Library   (link check of p.Main"), load());
  }

  private String load() throws IOException {
    int port = URI.create(proxy.address()).getPort();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=" + port,
                "-Dhttp.nonProxyHosts=",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                RemoteMain.class.getName(),
                address("/classes/"),
                "p.Main")
            .redirectErrorStream(true)
            .start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), UTF_8).strip();
    }
  }

  /** Runs a program from a URL. */
  public static final class RemoteMain {
    private RemoteMain() {}

    /** The URL, and the class. */
    public static void main(String[] arguments) throws Exception {
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {URI.create(arguments[0]).toURL()}, ClassLoader.getPlatformClassLoader())) {
        loader
            .loadClass(arguments[1])
            .getMethod("main", String[].class)
            .invoke(null, (Object) new String[0]);
      } catch (java.lang.reflect.InvocationTargetException thrown) {
        System.out.println(thrown.getCause());
      }
    }
  }

  @Test
  void aClassUnderAnotherNameIsRefused() throws Exception {
    files.put("/classes/p/Other.class", program());
    assertEquals(500, get(address("/classes/p/Other.class")).statusCode());
  }

  @Test
  void theServersOwnAddressIsNotElsewhere() throws Exception {
    assertEquals("ok\n", new String(get(proxy.address() + "/health").body(), UTF_8));
  }

  @Test
  void itCanBeSwitchedOff() throws Exception {
    proxy.close();
    proxy =
        TestProxies.start(
            TestProxies.configuration(folder.resolve("store"))
                .withForward(new ForwardUse(false, List.of())),
            new MarkingRewriter("x"));
    files.put("/a", new byte[1]);
    assertEquals(403, get(address("/a")).statusCode());
  }

  @Test
  void hostileServersAreBadGateways() throws Exception {
    proxy.close();
    proxy =
        TestProxies.start(
            TestProxies.configuration(folder.resolve("store")),
            new MarkingRewriter("x"),
            Limits.DEFAULT,
            1);
    for (String answer :
        List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nContent-Length: nonsense\r\n\r\nabc",
            "nonsense\r\n\r\n")) {
      try (ServerSocket server = answering(answer, true)) {
        assertEquals(
            502, get("http://127.0.0.1:" + server.getLocalPort() + "/a.jar").statusCode(), answer);
      }
    }
    try (ServerSocket server =
        answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc", false)) {
      assertEquals(
          502,
          get("http://127.0.0.1:" + server.getLocalPort() + "/a.jar").statusCode(),
          "a body that stops coming");
    }
    int gone;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      gone = closed.getLocalPort();
    }
    assertEquals(502, get("http://127.0.0.1:" + gone + "/a.jar").statusCode());
  }

  private static ServerSocket answering(String answer, boolean ends) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket client = server.accept();
                  client.getInputStream().read(new byte[1 << 16]);
                  client.getOutputStream().write(answer.getBytes(ISO_8859_1));
                  if (ends) {
                    client.close();
                  }
                } catch (IOException closed) {
                  continue;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  @Test
  void tunnelsAreRefusedUnlessAllowed() throws Exception {
    try (ServerSocket echo = echo()) {
      String target = "127.0.0.1:" + echo.getLocalPort();
      try (Socket client = connect()) {
        assertTrue(handshake(client, target).startsWith("HTTP/1.1 403 "));
      }
      proxy.close();
      proxy =
          TestProxies.start(
              TestProxies.configuration(folder.resolve("store"))
                  .withForward(new ForwardUse(true, List.of(target))),
              new MarkingRewriter("x"));
      try (Socket client = connect()) {
        assertEquals("HTTP/1.1 200 Connection established", handshake(client, target));
        byte[] sent = new byte[4 << 20];
        new Random(7).nextBytes(sent);
        Thread writer =
            new Thread(
                () -> {
                  try {
                    client.getOutputStream().write(sent);
                  } catch (IOException broken) {
                    return;
                  }
                });
        writer.start();
        assertArrayEquals(sent, client.getInputStream().readNBytes(sent.length));
        writer.join();
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", URI.create(proxy.address()).getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static String handshake(Socket client, String target) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n").getBytes(UTF_8));
    StringBuilder head = new StringBuilder();
    InputStream in = client.getInputStream();
    for (int c = in.read(); c >= 0 && head.indexOf("\r\n\r\n") < 0; c = in.read()) {
      head.append((char) c);
      if (head.indexOf("\r\n\r\n") >= 0) {
        break;
      }
    }
    return head.toString().lines().findFirst().orElse("");
  }

  private static ServerSocket echo() throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              try (Socket client = server.accept()) {
                client.getInputStream().transferTo(client.getOutputStream());
              } catch (IOException closed) {
                return;
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  @Test
  void aClientThatLeavesEndsTheFetch() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Socket asked;
      try (Socket client = connect()) {
        String target = "http://127.0.0.1:" + server.getLocalPort() + "/x";
        client.getOutputStream().write(("GET " + target + " HTTP/1.1\r\n\r\n").getBytes(UTF_8));
        asked = server.accept();
        asked.setSoTimeout(60_000);
        for (int ends = 0; ends < 4; ) {
          int c = asked.getInputStream().read();
          ends = c == '\r' || c == '\n' ? ends + 1 : 0;
        }
      }
      try (asked) {
        assertEquals(-1, asked.getInputStream().read(), "the proxy hangs up");
      }
    }
  }
}
