package org.umbriel.proxy.configuration;

/**
 * Proofs about jars that were served, made in the background.
 *
 * @param run whether there are any
 * @param minutes that one jar may take
 * @param megabytes that the process may use
 * @param precision how hard it tries, as in {@code umbriel check --precision}
 */
public record ProofUse(boolean run, int minutes, int megabytes, String precision) {
  /** All that a check of its own would do, but not for ever. */
  public static final ProofUse DEFAULT = new ProofUse(true, 10, 1024, "normal");

  public ProofUse {
    if (!precision.matches("low|normal|high")) {
      throw new IllegalArgumentException(precision + ": not a precision: low, normal or high");
    }
  }
}
