package org.umbriel.metadata.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {
  @TempDir Path folder;

  @Test
  void givesBackWhatWasPutAlsoToTheNextProcess() throws Exception {
    byte[] blob = {1, 2, 3};
    Store.open(folder, 1000).put(key(1), blob);

    Store reopened = Store.open(folder, 1000);

    assertArrayEquals(blob, reopened.get(key(1)).orElseThrow());
    assertTrue(reopened.contains(key(1)));
    assertEquals(Optional.empty(), reopened.get(key(2)));
    assertEquals(0, reopened.get(putEmpty(reopened)).orElseThrow().length);
  }

  private static Key putEmpty(Store store) throws IOException {
    store.put(key(3), new byte[0]);
    return key(3);
  }

  @Test
  void keysDependOnEveryPartAndItsPlace() {
    Key key = Key.of("test").part("a", "x").part("b", "y").build();

    assertEquals(key, Key.of("test").part("a", "x").part("b", "y").build());
    assertNotEquals(key, Key.of("other").part("a", "x").part("b", "y").build());
    assertNotEquals(key, Key.of("test").part("a", "xb").part("", "y").build());
    assertNotEquals(key, Key.of("test").part("b", "y").part("a", "x").build());
    assertEquals(40, key.buildId().length());
    assertThrows(IllegalArgumentException.class, () -> new Key("../../etc/passwd"));
  }

  @Test
  void aBlobThatIsNotWholeIsNeverHandedOut() throws Exception {
    Store store = Store.open(folder, Store.UNBOUNDED);
    for (int cut : new int[] {0, 1, 31, 32, 99}) {
      store.put(key(cut), new byte[100]);
      Path file = onlyBlob();
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), cut));
      assertEquals(Optional.empty(), store.get(key(cut)));
      assertFalse(Files.exists(file), "and is forgotten");
    }
  }

  @Test
  void takesAndGivesFilesOfAnySize() throws Exception {
    Store store = Store.open(folder, Store.UNBOUNDED);
    byte[] blob = new byte[200_000];
    Arrays.fill(blob, (byte) 5);
    Path part = Files.write(store.newPart(), blob);

    store.put(key(1), part);

    Path file = store.find(key(1)).orElseThrow();
    assertEquals(blob.length + Store.DIGEST_SIZE, Files.size(file));
    assertArrayEquals(blob, store.get(key(1)).orElseThrow());
    assertFalse(Files.exists(part));
    Files.write(file, new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);
    assertEquals(Optional.empty(), store.find(key(1)));
  }

  @Test
  void theLeastRecentlyUsedBlobsAreDeleted() throws Exception {
    Store store = Store.open(folder, 10_000);
    for (int i = 0; i < 8; i++) {
      store.put(key(i), new byte[1000]);
      age(key(i), i);
    }
    store.get(key(0));

    for (int i = 8; i < 12; i++) {
      store.put(key(i), new byte[1000]);
    }

    assertTrue(store.contains(key(0)), "used lately");
    assertFalse(store.contains(key(1)), "used longest ago");
    assertTrue(store.contains(key(11)));
    assertTrue(size() <= 10_000, "size " + size());
  }

  private void age(Key key, int order) throws IOException {
    Path file = folder.resolve(key.hex().substring(0, 2)).resolve(key.hex().substring(2));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + order));
  }

  @Test
  void manyThreadsAndStoresShareADirectory() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Integer>> results = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      Store store = Store.open(folder, 200_000);
      results.add(threads.submit(readsAndWrites(store, thread)));
    }
    for (Future<Integer> result : results) {
      assertTrue(result.get() > 0);
    }
    threads.shutdown();
    assertTrue(size() <= 200_000 * 1.5, "size " + size());
  }

  private static Callable<Integer> readsAndWrites(Store store, int seed) {
    return () -> {
      int found = 0;
      for (int i = 0; i < 300; i++) {
        int n = (seed * 7 + i) % 100;
        byte[] blob = new byte[n * 100];
        Arrays.fill(blob, (byte) n);
        store.put(key(n), blob);
        Optional<byte[]> read = store.get(key((n * 31 + 1) % 100));
        if (read.isPresent()) {
          byte expected = (byte) ((n * 31 + 1) % 100);
          for (byte b : read.get()) {
            assertEquals(expected, b);
          }
          found++;
        }
      }
      return found;
    };
  }

  @Test
  void whatCannotBeWrittenIsSaidAndNothingIsLost() throws Exception {
    Store store = Store.open(folder, 1000);
    store.put(key(1), new byte[] {1});
    Files.delete(folder.resolve("aside"));

    assertThrows(IOException.class, () -> store.put(key(1), new byte[] {2}));
    assertArrayEquals(new byte[] {1}, store.get(key(1)).orElseThrow());
  }

  private static Key key(int n) {
    return Key.of("test").part("n", Integer.toString(n)).build();
  }

  private Path onlyBlob() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
