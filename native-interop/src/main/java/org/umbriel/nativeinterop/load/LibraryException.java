package org.umbriel.nativeinterop.load;

import org.umbriel.nativeinterop.NativeException;

/** A library that can't be loaded or has not what was asked for. */
public final class LibraryException extends NativeException {
  private static final long serialVersionUID = 1L;

  private final String library;
  private final String reason;

  public LibraryException(String library, String reason) {
    super(library + ": " + reason);
    this.library = library;
    this.reason = reason;
  }

  public String library() {
    return library;
  }

  /** The message without the library. */
  public String reason() {
    return reason;
  }
}
