package org.umbriel.proxy.cache;

import java.util.concurrent.Semaphore;

/** Where jars are rewritten: as many at a time as there are processors, and memory for. */
public final class Workshop {
  /**
   * Rewriting takes about this many times a jar's size: its classes inflated, decoded, and written
   * again.
   */
  private static final int MEMORY_FACTOR = 12;

  private final ByteBudget memory = new ByteBudget(Runtime.getRuntime().maxMemory() / 2);
  private final int places = Runtime.getRuntime().availableProcessors();
  private final Semaphore processors = new Semaphore(places, true);

  /** Room for one jar, to be left once. */
  public interface Place {
    void leave();
  }

  /** How many jars are being rewritten now. */
  public int busy() {
    return places - processors.availablePermits();
  }

  /**
   * Waits for room.
   *
   * @param bytes of the jar
   * @throws InterruptedException if the work is no longer wanted
   */
  public Place enter(long bytes) throws InterruptedException {
    ByteBudget.Share share = memory.take(bytes * MEMORY_FACTOR);
    try {
      processors.acquire();
    } catch (InterruptedException unwanted) {
      share.giveBack();
      throw unwanted;
    }
    return () -> {
      processors.release();
      share.giveBack();
    };
  }
}
