package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.umbriel.proxy.cache.Generations;

/** A proxy in a process of its own, with a new store, before a folder in Maven's layout. */
final class ProxyProcess implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Path folder;

  private ProxyProcess(Process process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  /**
   * Starts one.
   *
   * @param folder for its store and configuration; the upstream repository is its folder {@code
   *     upstream}
   */
  static ProxyProcess start(Path folder, String heap) throws IOException {
    return start(folder, heap, List.of(folder.resolve("upstream").toUri().toString()));
  }

  /** Starts one before other repositories. */
  static ProxyProcess start(Path folder, String heap, List<String> upstreams) throws IOException {
    int port = CacheHits.freePort();
    Path config = folder.resolve("umbriel.yaml");
    Files.writeString(config, "store: store\nservices: [ link ]\n");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap, "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.umbriel.cli.Umbriel", "proxy", "--port", "" + port));
    command.addAll(List.of("--config", config.toString()));
    upstreams.forEach(upstream -> command.addAll(List.of("--upstream", upstream)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("proxy.log").toFile())
            .start();
    return new ProxyProcess(process, port, folder);
  }

  /** Begins the next generation. */
  void promote() throws IOException {
    Generations.open(folder.resolve("store"), Clock.systemUTC()).promote();
  }

  Process process() {
    return process;
  }

  int port() {
    return port;
  }

  /** Where its upstream takes a file. */
  Path upstream(String path) throws IOException {
    Path file = folder.resolve("upstream").resolve(path);
    Files.createDirectories(file.getParent());
    return file;
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + "/maven2/" + path;
  }

  CacheHits.Server server() {
    return new CacheHits.Server("umbriel", port, "/maven2/", List.of(process.toHandle()));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
  }
}
