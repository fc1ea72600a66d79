package org.umbriel.nativeinterop.python;

import org.umbriel.nativeinterop.NativeException;

/** An exception of Python's; the message is its type and text, as Python prints them last. */
public final class PythonException extends NativeException {
  private static final long serialVersionUID = 1L;

  PythonException(String message) {
    super(message);
  }
}
