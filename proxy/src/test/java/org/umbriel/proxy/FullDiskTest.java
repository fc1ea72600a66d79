package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.proxy.maven.FolderRepository;

/**
 * A disk that takes no more. The kernel refuses the writes of a process beyond a size of file
 * (ulimit -f), which is as near to a full disk as one gets without a disk of one's own.
 */
@Timeout(120)
final class FullDiskTest {
  private static final String SMALL = "org/lib/small/1.0/small-1.0.jar";
  private static final String LARGE = "org/lib/large/1.0/large-1.0.jar";
  private static final int BLOCKS = 600;

  @TempDir Path folder;

  /** A proxy: the store, and the upstream folder. Prints its address. */
  public static void main(String[] arguments) throws Exception {
    try (Proxy proxy =
        Proxy.start(
            TestProxies.configuration(Path.of(arguments[0])),
            List.of(new LocalRepositoryUpstream(Path.of(arguments[1]))),
            Map.of("default", new MarkingRewriter("x")),
            Clock.systemUTC(),
            line -> {})) {
      System.out.println(proxy.repository());
      new CountDownLatch(1).await();
    }
  }

  private static byte[] jar(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return Archive.of("x", List.of(Entry.of("content", content))).toBytes();
  }

  @Test
  void whatDoesNotFitIsAnErrorAndTheRestIsServed() throws Exception {
    FolderRepository upstream = new FolderRepository(folder.resolve("upstream"));
    upstream.write(SMALL, jar(10_000));
    upstream.write(LARGE, jar(2_000_000));
    Path store = folder.resolve("store");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f " + BLOCKS + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                FullDiskTest.class.getName(),
                store.toString(),
                upstream.root().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      String repository = out.readLine();
      byte[] small = get(repository + SMALL, 200);
      String error = new String(get(repository + LARGE, 500), UTF_8);
      assertTrue(error.startsWith("umbriel: " + LARGE + ": "), error);
      assertEquals(1, error.lines().count(), error);
      assertArrayEquals(small, get(repository + SMALL, 200));
      get(repository + LARGE, 500);
      try (Stream<Path> parts = Files.list(store.resolve("blobs/aside"))) {
        assertEquals(List.of(), parts.toList(), "nothing half-written stays");
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static byte[] get(String url, int status) throws Exception {
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(status, response.statusCode(), new String(response.body(), UTF_8));
    return response.body();
  }
}
