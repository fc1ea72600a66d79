package org.umbriel.nativeinterop.call;

import org.jspecify.annotations.Nullable;

/**
 * What callbacks of a thread threw. It can't pass through native code, so it waits here until the
 * Java call that the callback was made in is back.
 */
final class Thrown {
  private int calls;
  private @Nullable Throwable first;

  void enter() {
    calls++;
  }

  /**
   * @throws CallbackException if a callback threw since the call began
   */
  void leave() {
    calls--;
    Throwable thrown = first;
    if (thrown != null) {
      first = null;
      throw new CallbackException(thrown);
    }
  }

  /** Keeps what a callback threw; in a thread that native code made, there is nobody to tell. */
  void add(Throwable thrown) {
    if (calls == 0) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    } else if (first == null) {
      first = thrown;
    }
  }
}
