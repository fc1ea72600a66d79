package org.umbriel.metadata.archive;

/**
 * Why the content of one entry cannot be had, while the rest of its archive can.
 *
 * @param path the entry's name
 * @param kind what is wrong
 * @param detail one clause for people, with the figures
 */
public record EntryProblem(String path, Kind kind, String detail) {

  /** What can be wrong with an entry. */
  public enum Kind {
    /** Larger than {@link Limits} allow, alone or together with the entries before it. */
    TOO_LARGE,
    /** Its header, its data or its checksum contradict each other. */
    CORRUPT,
    /** Encrypted, or compressed in a way that class loaders do not read either. */
    UNSUPPORTED
  }

  @Override
  public String toString() {
    return path + ": " + detail;
  }
}
