package org.umbriel.metadata.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a store's directory within its bound. Looks at the directory itself, not at a record of it,
 * since other processes write there too; and only after a sixteenth of the bound has been added, so
 * that it costs little.
 */
final class Eviction {
  private static final int LOOKS_PER_BOUND = 16;
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path root;
  private final long maxBytes;
  private final AtomicLong addedSinceLook = new AtomicLong();
  private final ReentrantLock looking = new ReentrantLock();

  Eviction(Path root, long maxBytes) {
    this.root = root;
    this.maxBytes = maxBytes;
  }

  private record Blob(Path file, long size, FileTime used) {}

  /** Notes a blob, and makes room if it is time. */
  void added(long size) {
    if (maxBytes == Store.UNBOUNDED) {
      return;
    }
    long added = addedSinceLook.addAndGet(size);
    if (added > maxBytes / LOOKS_PER_BOUND && looking.tryLock()) {
      try {
        addedSinceLook.set(0);
        makeRoom();
      } finally {
        looking.unlock();
      }
    }
  }

  private void makeRoom() {
    List<Blob> blobs = new ArrayList<>(blobs());
    blobs.sort(Comparator.comparing(Blob::used).thenComparing(Blob::file));
    long total = blobs.stream().mapToLong(Blob::size).sum();
    long goal = maxBytes - maxBytes / LOOKS_PER_BOUND;
    for (Blob blob : blobs) {
      if (total <= goal) {
        break;
      }
      deleteQuietly(blob.file());
      total -= blob.size();
    }
  }

  /** What lies in the store; parts that a crashed process left are removed on the way. */
  private List<Blob> blobs() {
    FileTime abandoned = FileTime.from(Instant.now().minus(ABANDONED));
    List<Blob> blobs = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
              if (!file.getFileName().toString().endsWith(Store.PART)) {
                blobs.add(new Blob(file, found.size(), found.lastModifiedTime()));
              } else if (found.lastModifiedTime().compareTo(abandoned) < 0) {
                deleteQuietly(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException deletedMeanwhile) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException unreadable) {
      return List.of();
    }
    return blobs;
  }

  /** Deletes a file; one that another process deleted or holds open is not missed. */
  static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException inUse) {
      return;
    }
  }
}
