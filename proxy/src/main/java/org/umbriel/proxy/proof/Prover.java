package org.umbriel.proxy.proof;

import java.io.IOException;
import java.nio.file.Path;

/** Decides the checks of jars, and keeps what it decided where their next rewriting finds it. */
public interface Prover {

  /** How far a proof got. */
  enum End {
    /** Everything is decided and kept. */
    DECIDED,
    /** The budget ran out: nothing is kept. */
    OUT_OF_BUDGET,
    /** The jar, or the prover, was not up to it. */
    FAILED
  }

  /**
   * Works on one jar. An interrupt of the calling thread ends it.
   *
   * @param sha256 of the jar
   */
  End prove(Path jar, String sha256) throws IOException, InterruptedException;
}
