package org.umbriel.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C on long work: the work is asked to stop, prints what it has, and only then the process
 * ends.
 */
final class Interruption {
  private static final CountDownLatch FINISHED = new CountDownLatch(1);
  private static final int SECONDS_TO_FINISH = 30;

  private final AtomicBoolean requested = new AtomicBoolean();

  private Interruption() {}

  /** From now on, a signal to end is a request to {@link #requested}. */
  static Interruption listen() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::stopAndWait, "interruption"));
    return interruption;
  }

  /** The results are printed: the process may end. */
  static void finished() {
    FINISHED.countDown();
  }

  /** Whether the work should stop. */
  boolean requested() {
    return requested.get();
  }

  private void stopAndWait() {
    if (FINISHED.getCount() == 0) {
      return;
    }
    requested.set(true);
    try {
      if (FINISHED.await(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(ExitCode.PARTIAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
