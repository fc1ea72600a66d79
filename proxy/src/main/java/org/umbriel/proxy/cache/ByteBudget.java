package org.umbriel.proxy.cache;

import java.util.concurrent.Semaphore;

/**
 * How much memory work may take at a time; work that would take more waits, in the order of
 * arrival.
 */
public final class ByteBudget {
  private static final int UNIT = 1 << 16;

  private final int units;
  private final Semaphore free;

  /** A budget of about this many bytes. */
  public ByteBudget(long bytes) {
    units = (int) Math.max(1, Math.min(bytes / UNIT, Integer.MAX_VALUE));
    free = new Semaphore(units, true);
  }

  /** A part of the budget, to be given back once. */
  public interface Share {
    void giveBack();
  }

  /**
   * Waits for a share. More than the whole budget counts as the whole: such work runs alone.
   *
   * @throws InterruptedException if the work is no longer wanted
   */
  public Share take(long bytes) throws InterruptedException {
    int wanted = (int) Math.min(bytes / UNIT + 1, units);
    free.acquire(wanted);
    return () -> free.release(wanted);
  }
}
