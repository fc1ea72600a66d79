package org.umbriel.proxy.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.store.Key;

/** A process that is killed while it writes: what is recorded is whole. */
@Timeout(120)
final class KilledWriterTest {
  private static final int KILLS = 4;
  private static final int SIZE = 400_000;

  @TempDir Path folder;

  /** Writes artifacts for ever: the folder, and the number of the first. Prints each number. */
  public static void main(String[] arguments) throws Exception {
    ServedArtifacts artifacts = open(Path.of(arguments[0]));
    for (int number = Integer.parseInt(arguments[1]); ; number++) {
      write(artifacts, number);
      System.out.println(number);
    }
  }

  private static ServedArtifacts open(Path folder) throws IOException {
    return ServedArtifacts.open(folder, 1L << 40, 1 << 20);
  }

  private static void write(ServedArtifacts artifacts, int number) throws IOException {
    byte[] bytes = bytes(number);
    String digest = Key.digest(bytes);
    Key pipeline = Key.of("test").build();
    artifacts.rewritten(
        "name " + number,
        new Build("path", "default", digest, pipeline),
        digest.substring(0, 40),
        "",
        bytes);
  }

  /** Of different sizes, each its own. */
  private static byte[] bytes(int number) {
    byte[] bytes = new byte[SIZE + number];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  @Test
  void whatIsRecordedIsWhole() throws Exception {
    int first = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int last = killed(first, first + 3 * kill);
      ServedArtifacts artifacts = open(folder);
      for (int number = 0; number <= last + 1; number++) {
        Optional<ServedArtifact> found = artifacts.find("name " + number);
        assertTrue(number == last + 1 || found.isPresent(), number + " of " + last);
        if (found.isPresent()) {
          Body body = artifacts.body(found.get()).orElseThrow();
          assertArrayEquals(bytes(number), ((Body.InMemory) body).bytes());
        }
      }
      write(artifacts, last + 1);
      assertEquals(
          SIZE + last + 1, artifacts.find("name " + (last + 1)).orElseThrow().size(), "goes on");
      first = last + 2;
    }
  }

  /** Kills a writer once it has written a number, in the middle of some later one; the last. */
  private int killed(int first, int atLeast) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledWriterTest.class.getName(),
                folder.toString(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = -1;
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = Math.max(last, Integer.parseInt(line)); // the last line may be cut short
        if (last >= atLeast) {
          process.toHandle().destroyForcibly(); // and its output can still be read
        }
      }
    }
    process.waitFor();
    return last;
  }
}
