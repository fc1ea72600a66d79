package org.umbriel.metadata.archive;

/**
 * How much an archive may hold before its entries are named as problems instead of being inflated.
 *
 * @param entryBytes the largest inflated size of one entry
 * @param totalBytes the largest sum of inflated sizes
 */
public record Limits(long entryBytes, long totalBytes) {
  private static final long MEBIBYTE = 1L << 20;

  /** 64 MiB an entry, 2 GiB an archive. */
  public static final Limits DEFAULT = new Limits(64 * MEBIBYTE, 2048 * MEBIBYTE);

  public Limits {
    if (entryBytes < 0 || totalBytes < 0) {
      throw new IllegalArgumentException("limits must not be negative");
    }
  }

  /** These limits, but for the largest entry. */
  public Limits withEntryBytes(long bytes) {
    return new Limits(bytes, Math.max(bytes, totalBytes));
  }
}
