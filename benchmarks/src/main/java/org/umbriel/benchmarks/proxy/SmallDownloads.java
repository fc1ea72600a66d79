package org.umbriel.benchmarks.proxy;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;

/**
 * A hundred small jars, as the paper's section 4.1.2 has a hundred applets: from a plain server,
 * through the proxy for the first time, and again. The plain server is on this machine and has no
 * delay, so what the proxy adds is set against the paper's own latency, not against this server's.
 */
final class SmallDownloads {
  private static final int JARS = 100;
  private static final int CLASSES = 5;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double PAPER_MILLIS = 2198;
  private static final double PERCENT = 100;

  private SmallDownloads() {}

  /**
   * Prints the table.
   *
   * @param source a jar whose classes the small ones are made of
   */
  static void print(PrintWriter out, Path source) throws Exception {
    try (Workspace workspace = Workspace.open("small-downloads", null);
        ProxyProcess proxy = ProxyProcess.start(workspace.folder("server"), "-Xmx512m")) {
      Archive archive = Archive.read("source.jar", Files.readAllBytes(source), Limits.DEFAULT);
      List<Entry> classes =
          archive.entries().stream()
              .filter(e -> e.isClass() && !e.path().startsWith("META-INF/"))
              .toList();
      HttpServer plain =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      List<String> paths = new ArrayList<>();
      long bytes = 0;
      for (int i = 0; i < JARS; i++) {
        int from = i * CLASSES % Math.max(1, classes.size() - CLASSES);
        byte[] jar = Archive.of("small.jar", classes.subList(from, from + CLASSES)).toBytes();
        String path = "small/jar" + i + "/1/jar" + i + "-1.jar";
        Files.write(proxy.upstream(path), jar);
        bytes += jar.length;
        paths.add(path);
        plain.createContext(
            "/" + path,
            exchange -> {
              exchange.sendResponseHeaders(200, jar.length);
              exchange.getResponseBody().write(jar);
              exchange.close();
            });
      }
      Files.copy(source, proxy.upstream("warm/up/1/up-1.jar"));
      CacheHits.fetch(proxy.url("warm/up/1/up-1.jar"));
      plain.start();
      try {
        String direct = "http://127.0.0.1:" + plain.getAddress().getPort() + "/";
        out.printf(
            Locale.ROOT,
            "%d small jars of %,d bytes on average, one at a time%n",
            JARS,
            bytes / JARS);
        out.printf(
            "%-28s%12s%12s%16s%28s%n",
            "", "median ms", "mean ms", "proxy CPU ms", "added, of the paper's 2198 ms");
        double mean = row(out, "plain", direct, paths, proxy, 0);
        row(out, "through the proxy, first", proxy.url(""), paths, proxy, mean);
        row(out, "through the proxy, again", proxy.url(""), paths, proxy, mean);
      } finally {
        plain.stop(0);
      }
    }
    out.println();
    out.flush();
  }

  private static double row(
      PrintWriter out,
      String name,
      String root,
      List<String> paths,
      ProxyProcess proxy,
      double plain)
      throws Exception {
    double cpu = proxy.server().cpuSeconds();
    double[] millis = new double[paths.size()];
    for (int i = 0; i < millis.length; i++) {
      long begin = System.nanoTime();
      CacheHits.fetch(root + paths.get(i));
      millis[i] = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }
    cpu = proxy.server().cpuSeconds() - cpu;
    double mean = Arrays.stream(millis).average().orElse(0);
    Arrays.sort(millis);
    out.printf(
        Locale.ROOT,
        "%-28s%12.2f%12.2f%16.2f%27.2f%%%n",
        name,
        millis[millis.length / 2],
        mean,
        cpu * 1000 / millis.length,
        plain == 0 ? 0 : PERCENT * (mean - plain) / PAPER_MILLIS);
    out.flush();
    return mean;
  }
}
