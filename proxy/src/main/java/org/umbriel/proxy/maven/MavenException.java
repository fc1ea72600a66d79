package org.umbriel.proxy.maven;

/** What Maven's settings or repositories do not allow; the message is one line for people. */
public final class MavenException extends Exception {
  private static final long serialVersionUID = 1L;

  MavenException(String message) {
    super(message);
  }

  MavenException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message of an exception from the libraries, as one line. */
  static String line(Throwable thrown) {
    return line(thrown.getMessage() == null ? thrown.toString() : thrown.getMessage());
  }

  /** A message that may have several lines, as one. */
  static String line(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
