package org.umbriel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ProxyCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhatAClientNeedsAndStops() throws Exception {
    Path config = config("store: store\n");
    CompletableFuture<Integer> code = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () ->
                code.complete(
                    run(
                        "proxy",
                        "--port",
                        "0",
                        "--upstream",
                        folder.toUri().toString(),
                        "--config",
                        config.toString(),
                        "--store",
                        folder.resolve("verdicts").toString())));
    thread.start();
    while (!out.toString().contains("-- java ...") && !code.isDone()) {
      Thread.onSpinWait();
    }
    thread.interrupt();

    assertEquals(ExitCode.DONE, code.get(30, TimeUnit.SECONDS), err.toString());
    String[] lines = out.toString().split("\n");
    assertEquals("<mirror><id>umbriel</id><mirrorOf>*</mirrorOf>", lines[lines.length - 4]);
    assertTrue(
        lines[lines.length - 3].matches("  <url>http://127.0.0.1:[0-9]+/maven2/</url></mirror>"),
        lines[lines.length - 3]);
    assertTrue(lines[lines.length - 1].startsWith("umbriel run --proxy http:"), out.toString());
    assertTrue(Files.isDirectory(folder.resolve("store")), "relative to the configuration file");
  }

  @Test
  void aPortInUseIsOneClearLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      Path config = config("store: store\n");

      int code =
          run(
              "proxy",
              "--port",
              port,
              "--upstream",
              folder.toUri().toString(),
              "--config",
              config.toString(),
              "--store",
              folder.resolve("verdicts").toString());

      assertEquals(ExitCode.USAGE, code);
      assertTrue(err.toString().startsWith("umbriel: 127.0.0.1:" + port + ": "), err.toString());
      assertEquals(2, err.toString().lines().count(), err.toString());
    }
  }

  @Test
  void wrongConfigurationsAndUpstreamsAreOneClearLine() throws Exception {
    Path config = config("stor: here\n");

    assertEquals(ExitCode.USAGE, run("proxy", "--config", config.toString()));
    assertTrue(
        err.toString().startsWith("umbriel: " + config + ": line 1, column 1: unknown key stor"),
        err.toString());
    assertEquals(ExitCode.USAGE, run("proxy", "--upstream", "nonsense"));
    assertTrue(
        err.toString().contains("umbriel: --upstream nonsense: not an http, https or file URL"),
        err.toString());
    assertEquals(ExitCode.USAGE, run("proxy", "--config", folder.resolve("absent").toString()));
    assertEquals(ExitCode.USAGE, run("proxy", "--port", "99999"));
  }

  private Path config(String yaml) throws Exception {
    return Files.writeString(folder.resolve("umbriel.yaml"), yaml);
  }

  private int run(String... arguments) {
    return Umbriel.run(new PrintWriter(out), new PrintWriter(err, true), arguments);
  }
}
