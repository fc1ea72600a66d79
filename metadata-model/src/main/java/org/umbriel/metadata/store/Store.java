package org.umbriel.metadata.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Blobs in a directory, by {@link Key}. A blob is written aside and renamed, and carries its own
 * digest: what a crash, a full disk or a broken disk left behind is never handed out. Bounded: the
 * blobs that were not asked for longest are deleted. Threads and processes may share a directory.
 */
public final class Store {
  /** For stores whose blobs must stay. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  static final String PART = ".part";

  private static final int DIGEST_SIZE = 32;

  private final Path root;
  private final Path aside;
  private final Eviction eviction;

  private Store(Path root, long maxBytes) {
    this.root = root;
    this.aside = root.resolve("aside");
    this.eviction = new Eviction(root, maxBytes);
  }

  /**
   * Opens or creates a store.
   *
   * @param maxBytes how much may lie in it; where several processes write, each may exceed this by
   *     a sixteenth
   */
  public static Store open(Path directory, long maxBytes) throws IOException {
    Store store = new Store(directory, maxBytes);
    Files.createDirectories(store.aside);
    return store;
  }

  /** The blob of this key; nothing if there is none, or none that is whole. */
  public Optional<byte[]> get(Key key) {
    Path file = fileOf(key);
    byte[] stored;
    try {
      stored = Files.readAllBytes(file);
    } catch (IOException absent) {
      return Optional.empty();
    }
    if (!isWhole(stored)) {
      Eviction.deleteQuietly(file);
      return Optional.empty();
    }
    touch(file);
    return Optional.of(Arrays.copyOf(stored, stored.length - DIGEST_SIZE));
  }

  /** Whether there is a blob of this key; only {@link #get} tells whether it is whole. */
  public boolean contains(Key key) {
    return Files.exists(fileOf(key));
  }

  /**
   * Keeps a blob. Of two blobs under one key the later stays: a key names all that its blob is a
   * function of.
   *
   * @throws IOException if it could not be written; what was there stays
   */
  public void put(Key key, byte[] blob) throws IOException {
    Path file = fileOf(key);
    Path part = Files.createTempFile(aside, key.buildId(), PART);
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        out.write(blob);
        out.write(digest(blob, blob.length));
      }
      Files.createDirectories(file.getParent());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      Eviction.deleteQuietly(part);
      throw failed;
    }
    eviction.added(blob.length + (long) DIGEST_SIZE);
  }

  private Path fileOf(Key key) {
    return root.resolve(key.hex().substring(0, 2)).resolve(key.hex().substring(2));
  }

  private static boolean isWhole(byte[] stored) {
    int length = stored.length - DIGEST_SIZE;
    return length >= 0
        && Arrays.equals(stored, length, stored.length, digest(stored, length), 0, DIGEST_SIZE);
  }

  private static byte[] digest(byte[] bytes, int length) {
    MessageDigest digest = Key.sha256();
    digest.update(bytes, 0, length);
    return digest.digest();
  }

  /** The time of last modification is the time of last use. */
  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException evictedMeanwhile) {
      return;
    }
  }
}
