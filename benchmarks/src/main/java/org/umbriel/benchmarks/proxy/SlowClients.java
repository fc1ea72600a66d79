package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.umbriel.benchmarks.jvm.Workspace;

/**
 * What a request costs the server while more and more clients stay connected (the paper's Figure 10
 * stops at 250), each of which asks seldom. The server has a heap of 512 MB.
 */
final class SlowClients {
  private static final int[] CLIENTS = {50, 1000, 5000, 10_000};
  private static final int REQUESTS = 40_000;
  private static final int AT_ONCE = 50;
  private static final int TIMEOUT_MILLIS = 60_000;

  private final List<Socket> sockets = new ArrayList<>();
  private final CacheHits.Server server;
  private final byte[] request;
  private final int answer;

  private SlowClients(CacheHits.Server server, int answer) {
    this.server = server;
    this.answer = answer;
    this.request =
        ("GET /maven2/" + CacheHits.PATH + ".sha1 HTTP/1.1\r\nHost: x\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  static void print(PrintWriter out) throws Exception {
    try (Workspace workspace = Workspace.open("slow-clients", null);
        ProxyProcess proxy = CacheHits.proxy(workspace.folder("servers"))) {
      String path = CacheHits.PATH + ".sha1";
      CacheHits.fetch(proxy.url(path));
      int answer = answerSize(proxy.port(), path);
      new SlowClients(proxy.server(), answer).table(out, proxy.process().pid());
    }
  }

  /** Of the whole answer: equal requests have equal ones. */
  private static int answerSize(int port, String path) throws IOException {
    try (Socket socket = connect(port)) {
      String last = "GET /maven2/" + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(last.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("cut off after " + head);
        }
        head.append((char) next);
      }
      int body = 0;
      for (String line : head.toString().split("\r\n")) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          body = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
        }
      }
      return head.length() + body;
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private void table(PrintWriter out, long pid) throws Exception {
    out.println("Clients that stay connected, " + REQUESTS + " requests of 40 B among them");
    out.printf("%-28s%12s%22s%14s%n", "clients", "errors", "a server CPU-second", "resident MB");
    int errors = 0;
    try {
      ask(CLIENTS[0]);
      for (int clients : CLIENTS) {
        errors += open(clients);
        double before = server.cpuSeconds();
        errors += ask(clients);
        double perCpu = REQUESTS / Math.max(0.01, server.cpuSeconds() - before);
        out.printf(
            Locale.ROOT,
            "%,-28d%,12d%,22.0f%,14d%n",
            clients,
            errors,
            perCpu,
            residentMegabytes(pid));
        out.flush();
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    out.println();
  }

  private int open(int clients) {
    int errors = 0;
    while (sockets.size() + errors < clients) {
      try {
        sockets.add(connect(server.port()));
      } catch (IOException refused) {
        errors++;
      }
    }
    return errors;
  }

  /** In turns, some at a time. */
  private int ask(int clients) throws IOException {
    if (sockets.isEmpty()) {
      open(clients);
    }
    int errors = 0;
    for (int asked = 0; asked < REQUESTS; asked += AT_ONCE) {
      List<Socket> now = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        now.add(sockets.get((asked + i) % sockets.size()));
      }
      for (Socket socket : now) {
        socket.getOutputStream().write(request);
      }
      for (Socket socket : now) {
        if (socket.getInputStream().readNBytes(answer).length < answer) {
          errors++;
        }
      }
    }
    return errors;
  }

  private static long residentMegabytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    return 0;
  }
}
