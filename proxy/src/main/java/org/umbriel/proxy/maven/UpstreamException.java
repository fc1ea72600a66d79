package org.umbriel.proxy.maven;

/** A repository could not be reached, or sent what cannot be accepted; the message is one line. */
public final class UpstreamException extends Exception {
  private static final long serialVersionUID = 1L;

  public UpstreamException(String message) {
    super(message);
  }

  public UpstreamException(String message, Throwable cause) {
    super(message, cause);
  }
}
