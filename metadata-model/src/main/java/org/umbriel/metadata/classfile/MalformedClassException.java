package org.umbriel.metadata.classfile;

/** A class file that cannot be decoded: which one, and why. */
public final class MalformedClassException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String reason;

  public MalformedClassException(String path, String reason) {
    super(path + ": " + reason);
    this.path = path;
    this.reason = reason;
  }

  /** The entry's name. */
  public String path() {
    return path;
  }

  /** One line, without the path. */
  public String reason() {
    return reason;
  }
}
