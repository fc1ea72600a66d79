package org.umbriel.nativeinterop.call;

import org.umbriel.nativeinterop.NativeException;

/** A callback threw; native code, which went on with zero, has returned since. */
public final class CallbackException extends NativeException {
  private static final long serialVersionUID = 1L;

  CallbackException(Throwable cause) {
    super("a callback threw " + cause, cause);
  }
}
