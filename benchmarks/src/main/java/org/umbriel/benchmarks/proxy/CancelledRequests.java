package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;

/** How long the proxy goes on with a rewriting that its only client has left. */
final class CancelledRequests {
  private static final int TIMES = 5;
  private static final int WORKING_MILLIS = 200;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final Pattern BUSY = Pattern.compile("(?m)^umbriel_rewriting ([0-9]+)");

  private CancelledRequests() {}

  /**
   * Prints a line.
   *
   * @param jar a large one
   */
  static void print(PrintWriter out, Path jar) throws Exception {
    try (Workspace workspace = Workspace.open("cancelled", null);
        ProxyProcess proxy = ProxyProcess.start(workspace.folder("server"), "-Xmx1g")) {
      Archive archive = Archive.read("cancelled.jar", Files.readAllBytes(jar), Limits.DEFAULT);
      for (int i = 0; i <= TIMES; i++) {
        // What is made of equal jars is known from before.
        List<Entry> entries = new ArrayList<>(archive.entries());
        entries.add(Entry.of("number", new byte[] {(byte) i}));
        Files.write(proxy.upstream(path(i)), archive.withEntries(entries).toBytes());
      }
      CacheHits.fetch(proxy.url(path(TIMES)));
      double worst = 0;
      for (int i = 0; i < TIMES; i++) {
        try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
          String request = "GET /maven2/" + path(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
          socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
          await(proxy, 1);
          TimeUnit.MILLISECONDS.sleep(WORKING_MILLIS);
        }
        long left = System.nanoTime();
        await(proxy, 0);
        worst = Math.max(worst, (System.nanoTime() - left) / NANOS_PER_MILLI);
      }
      out.printf(
          Locale.ROOT,
          "%d requests cancelled while %s was rewritten: the work ended after at most %.0f ms%n%n",
          TIMES,
          jar.getFileName(),
          worst);
      out.flush();
    }
  }

  /** Until so many jars are being rewritten. */
  private static void await(ProxyProcess proxy, int wanted) throws Exception {
    String metrics = "http://127.0.0.1:" + proxy.port() + "/metrics";
    Matcher busy;
    do {
      String text = new String(CacheHits.fetch(metrics), StandardCharsets.US_ASCII);
      busy = BUSY.matcher(text);
      if (!busy.find()) {
        throw new IOException(text);
      }
    } while (Integer.parseInt(busy.group(1)) != wanted);
  }

  private static String path(int number) {
    return "cancelled/jar" + number + "/1/jar" + number + "-1.jar";
  }
}
