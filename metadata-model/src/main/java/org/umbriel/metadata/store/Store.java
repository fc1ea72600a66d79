package org.umbriel.metadata.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

  /** What a file of the store has beyond its blob. */
  public static final int DIGEST_SIZE = 32;

  static final String PART = ".part";

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

  /**
   * The blob of this key as a file, for blobs that are too large for the heap: all but its last
   * {@link #DIGEST_SIZE} bytes are the blob. It is read once here, to be sure of it. Nobody writes
   * to the file.
   */
  public Optional<Path> find(Key key) {
    Path file = fileOf(key);
    try {
      if (isWhole(file)) {
        touch(file);
        return Optional.of(file);
      }
      Eviction.deleteQuietly(file);
      return Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    }
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
    Path part = newPart();
    try {
      Files.write(part, blob);
    } catch (IOException failed) {
      Eviction.deleteQuietly(part);
      throw failed;
    }
    adopt(key, part, digest(blob, blob.length));
  }

  /**
   * An empty file in the store's directory, to be filled and handed to {@link #put(Key, Path)}, or
   * deleted.
   */
  public Path newPart() throws IOException {
    return Files.createTempFile(aside, "", PART);
  }

  /**
   * Keeps a blob that was written to a {@link #newPart}. The file is the store's from now on.
   *
   * @throws IOException if it could not be kept; the part is deleted
   */
  public void put(Key key, Path part) throws IOException {
    try {
      adopt(key, part, digest(part, Files.size(part)));
    } catch (IOException failed) {
      Eviction.deleteQuietly(part);
      throw failed;
    }
  }

  private void adopt(Key key, Path part, byte[] digest) throws IOException {
    Path file = fileOf(key);
    try {
      Files.write(part, digest, StandardOpenOption.APPEND);
      long size = Files.size(part);
      Files.createDirectories(file.getParent());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      eviction.added(size);
    } catch (IOException failed) {
      Eviction.deleteQuietly(part);
      throw failed;
    }
  }

  private Path fileOf(Key key) {
    return root.resolve(key.hex().substring(0, 2)).resolve(key.hex().substring(2));
  }

  private static boolean isWhole(byte[] stored) {
    int length = stored.length - DIGEST_SIZE;
    return length >= 0
        && Arrays.equals(stored, length, stored.length, digest(stored, length), 0, DIGEST_SIZE);
  }

  private static boolean isWhole(Path file) throws IOException {
    long length = Files.size(file) - DIGEST_SIZE;
    if (length < 0) {
      return false;
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer trailer = ByteBuffer.allocate(DIGEST_SIZE);
      channel.position(length);
      int read = 0;
      while (trailer.hasRemaining() && read >= 0) {
        read = channel.read(trailer);
      }
      return trailer.flip().equals(ByteBuffer.wrap(digest(file, length)));
    }
  }

  private static byte[] digest(Path file, long length) throws IOException {
    MessageDigest digest = Key.sha256();
    byte[] buffer = new byte[1 << 16];
    long left = length;
    try (InputStream in = Files.newInputStream(file)) {
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          throw new EOFException(file.toString());
        }
        digest.update(buffer, 0, count);
        left -= count;
      }
    }
    return digest.digest();
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
