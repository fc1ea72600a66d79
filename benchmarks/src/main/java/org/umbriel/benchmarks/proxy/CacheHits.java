package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;

/**
 * The same files from the proxy's memory and from nginx, both under the same load in turns. What
 * counts is requests for each second of the server's own CPU time.
 */
final class CacheHits {
  static final String PATH = "org/lib/lib/1.0/lib-1.0.jar";
  private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
  private static final int JAR_SIZE = 97_000;
  private static final int TURNS = 3;
  private static final int WARM_UP_SECONDS = 15;
  private static final double TICKS_A_SECOND = 100;

  private CacheHits() {}

  /** A server and its processes. */
  record Server(String name, int port, String root, List<ProcessHandle> processes) {
    double cpuSeconds() throws IOException {
      double ticks = 0;
      for (ProcessHandle process : processes) {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      }
      return ticks / TICKS_A_SECOND;
    }
  }

  static void print(PrintWriter out, int seconds) throws Exception {
    if (!isInstalled("nginx", "-v") || !isInstalled("wrk", "-v")) {
      out.println("Cache hits: nginx or wrk is not installed (apt-get install nginx-light wrk)");
      out.println();
      return;
    }
    try (Workspace workspace = Workspace.open("cache-hits", null)) {
      Path folder = workspace.folder("servers");
      try (ProxyProcess proxy = proxy(folder)) {
        Path files = mirrored(folder, proxy.url(""));
        int other = freePort();
        Process nginx = nginx(folder, files, other);
        try {
          compare(
              out,
              seconds,
              List.of(
                  proxy.server(), new Server("nginx", other, "/", nginx.descendants().toList())));
        } finally {
          nginx.destroy();
          nginx.waitFor(5, TimeUnit.SECONDS);
        }
      }
    }
  }

  private static void compare(PrintWriter out, int seconds, List<Server> servers) throws Exception {
    out.println("Cache hits, 32 connections, best of " + TURNS + " turns");
    out.printf("%-28s%14s%20s%n", "", "requests/s", "a server CPU-second");
    for (String suffix : List.of("", ".sha1")) {
      double[] best = new double[servers.size()];
      double[] rates = new double[servers.size()];
      for (Server server : servers) {
        load(server, suffix, WARM_UP_SECONDS);
      }
      for (int turn = 0; turn < TURNS; turn++) {
        for (int i = 0; i < servers.size(); i++) {
          Server server = servers.get(i);
          double before = server.cpuSeconds();
          double rate = load(server, suffix, seconds);
          double perCpu = rate * seconds / (server.cpuSeconds() - before);
          if (perCpu > best[i]) {
            best[i] = perCpu;
            rates[i] = rate;
          }
        }
      }
      for (int i = 0; i < servers.size(); i++) {
        String size = suffix.isEmpty() ? "100 kB" : "40 B";
        out.printf(
            Locale.ROOT,
            "%-28s%,14.0f%,20.0f   x %.2f%n",
            servers.get(i).name() + ", " + size,
            rates[i],
            best[i],
            best[i] / best[servers.size() - 1]);
      }
      out.flush();
    }
  }

  private static double load(Server server, String suffix, int seconds) throws Exception {
    String url = "http://127.0.0.1:" + server.port() + server.root() + PATH + suffix;
    Process wrk =
        new ProcessBuilder("wrk", "-t1", "-c32", "-d" + seconds + "s", url)
            .redirectErrorStream(true)
            .start();
    String printed = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(printed);
    if (!rate.find() || printed.contains("Non-2xx")) {
      throw new IOException(url + ": " + printed);
    }
    return Double.parseDouble(rate.group(1));
  }

  private static boolean isInstalled(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          >= 0;
    } catch (IOException absent) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A proxy before a repository with one jar, {@link #PATH}. */
  static ProxyProcess proxy(Path folder) throws Exception {
    byte[] noise = new byte[JAR_SIZE];
    new Random(1).nextBytes(noise);
    ProxyProcess proxy = ProxyProcess.start(folder, "-Xmx512m");
    Files.write(
        proxy.upstream(PATH),
        Archive.of("lib.jar", List.of(Entry.stored("noise", noise))).toBytes());
    return proxy;
  }

  private static Process nginx(Path folder, Path files, int port) throws Exception {
    Path config = folder.resolve("nginx.conf");
    Files.writeString(
        config,
        """
        user %4$s; daemon off; worker_processes auto; pid %1$s/nginx.pid; error_log %1$s/error.log;
        events { worker_connections 1024; }
        http {
          access_log off; sendfile on; keepalive_requests 100000000;
          open_file_cache max=1000 inactive=60s;
          client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
          uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
          server { listen 127.0.0.1:%2$d; root %3$s; }
        }
        """
            .formatted(folder, port, files, System.getProperty("user.name")));
    Process nginx =
        new ProcessBuilder("nginx", "-c", config.toString(), "-p", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    try {
      fetch("http://127.0.0.1:" + port + "/" + PATH);
      return nginx;
    } catch (Exception unusable) {
      nginx.destroy();
      throw unusable;
    }
  }

  /** What the proxy serves, as files. */
  private static Path mirrored(Path folder, String repository) throws Exception {
    Path files = folder.resolve("files");
    for (String suffix : List.of("", ".sha1")) {
      Path file = files.resolve(PATH + suffix);
      Files.createDirectories(file.getParent());
      Files.write(file, fetch(repository + PATH + suffix));
    }
    return files;
  }

  /** Waits until the server is up. */
  static byte[] fetch(String url) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (int attempt = 0; ; attempt++) {
      try {
        HttpResponse<byte[]> response =
            client.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() == 200) {
          return response.body();
        }
        throw new IllegalStateException(url + ": " + response.statusCode());
      } catch (IOException notYet) {
        if (attempt == 200) {
          throw notYet;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }
}
