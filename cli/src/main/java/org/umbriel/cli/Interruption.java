package org.umbriel.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C on long work: the work is asked to stop, prints what it has, and only then the process
 * ends. Closed by whoever listens, once the results are printed.
 */
final class Interruption implements AutoCloseable {
  private static final int SECONDS_TO_FINISH = 30;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final AtomicBoolean requested = new AtomicBoolean();
  private final Thread hook = new Thread(this::stopAndWait, "interruption");

  private Interruption() {}

  /** From now on, a signal to end is a request to {@link #requested}. */
  static Interruption listen() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether the work should stop. */
  boolean requested() {
    return requested.get();
  }

  /** The results are printed: the process may end. */
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the hook runs, and was only waiting for this
    }
  }

  private void stopAndWait() {
    requested.set(true);
    try {
      if (finished.await(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(ExitCode.PARTIAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
