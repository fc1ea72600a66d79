package org.umbriel.symexec.replay.worker;

import org.jspecify.annotations.Nullable;

/** One call, in a thread of its own. */
final class Witness implements Runnable {
  private final ProgramLoader loader;
  private final String driverName;
  private final byte[] driver;
  private final Fetcher fetcher;
  private volatile @Nullable Observation observation;

  Witness(ProgramLoader loader, String driverName, byte[] driver, Fetcher fetcher) {
    this.loader = loader;
    this.driverName = driverName;
    this.driver = driver;
    this.fetcher = fetcher;
  }

  @Override
  public void run() {
    try {
      Class<?> type = loader.define(driverName, driver);
      ((Runnable) type.getConstructor().newInstance()).run();
      observation = Observation.returned();
    } catch (Throwable thrown) {
      observation = Observation.threw(thrown);
    } finally {
      fetcher.end();
    }
  }

  /** Null as long as it runs, and where even saying what happened failed. */
  @Nullable Observation observation() {
    return observation;
  }
}
