package org.umbriel.metadata.dwarf.evaluate;

/** An expression that can't be evaluated here, and why. */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1;

  public EvaluationException(String reason) {
    super(reason);
  }
}
