package org.umbriel.proxy.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.proxy.maven.UpstreamException;

@Timeout(60)
final class BodyLimitTest {
  @TempDir Path folder;

  @Test
  void anEndlessBodyIsCutOff() throws Exception {
    HttpServer endless = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    endless.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            for (byte[] more = new byte[10_000]; ; ) {
              exchange.getResponseBody().write(more);
            }
          } catch (IOException cutOff) {
            exchange.close();
          }
        });
    endless.start();
    try {
      Path part = Files.createFile(folder.resolve("part"));
      OriginServers servers = new OriginServers(1_000_000, 30, "1.1 test");
      URI target = URI.create("http://127.0.0.1:" + endless.getAddress().getPort() + "/");
      UpstreamException thrown =
          assertThrows(UpstreamException.class, () -> servers.fetch(target, Map.of(), part));
      assertTrue(thrown.getMessage().contains("larger than the limit"), thrown.getMessage());
      assertTrue(Files.size(part) <= 1_000_000);
    } finally {
      endless.stop(0);
    }
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(new byte[100]);
          exchange.close();
        });
    server.start();
    try {
      Path part = Files.createFile(folder.resolve("part"));
      OriginServers servers = new OriginServers(100, 30, "1.1 test");
      URI target = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      assertEquals(100, servers.fetch(target, Map.of(), part).body());
      assertEquals(100, Files.size(part));
    } finally {
      server.stop(0);
    }
  }
}
