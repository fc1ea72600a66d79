package org.umbriel.nativeinterop;

/** Something that cannot be done with native code; its message is one line that names the place. */
public class NativeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NativeException(String message) {
    super(message);
  }

  public NativeException(String message, Throwable cause) {
    super(message, cause);
  }
}
