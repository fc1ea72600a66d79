package org.umbriel.symexec;

/** Told how far long work has come; called often, by many threads. */
public interface Progress {

  /** Nobody watches. */
  Progress NONE = (stage, done, total) -> {};

  /**
   * Something is done.
   *
   * @param stage a verb for people, {@code facts}, {@code paths}
   */
  void at(String stage, int done, int total);
}
