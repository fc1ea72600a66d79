package org.umbriel.nativeinterop.python;

import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;

/**
 * An exception of Python's; the message is its type and text, as Python prints them last. Its cause
 * is the exception of Java's that it was before Python passed it on.
 */
public final class PythonException extends NativeException {
  private static final long serialVersionUID = 1L;

  PythonException(String message, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      initCause(cause);
    }
  }
}
