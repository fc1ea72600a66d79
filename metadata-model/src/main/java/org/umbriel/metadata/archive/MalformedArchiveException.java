package org.umbriel.metadata.archive;

/** An archive that cannot be read at all; a single bad entry is an {@link EntryProblem} instead. */
public final class MalformedArchiveException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String place;
  private final String reason;

  MalformedArchiveException(String file, String place, String reason) {
    super(file + ": " + place + ": " + reason);
    this.file = file;
    this.place = place;
    this.reason = reason;
  }

  /** The archive's name, as it was given. */
  public String file() {
    return file;
  }

  /** Where in the archive: a byte offset, or a record of the format. */
  public String place() {
    return place;
  }

  public String reason() {
    return reason;
  }
}
