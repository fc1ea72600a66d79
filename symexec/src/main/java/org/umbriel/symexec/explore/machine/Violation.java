package org.umbriel.symexec.explore.machine;

/** Ends a path at a violation of the property. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HeapObject exception;

  public Violation(HeapObject exception) {
    super(exception.type().name(), null, false, false);
    this.exception = exception;
  }

  public HeapObject exception() {
    return exception;
  }
}
