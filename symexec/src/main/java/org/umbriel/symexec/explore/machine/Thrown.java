package org.umbriel.symexec.explore.machine;

/** An exception of the program that is executed, on its way to a handler. */
public final class Thrown extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient HeapObject exception;

  public Thrown(HeapObject exception) {
    super(null, null, false, false);
    this.exception = exception;
  }

  public HeapObject exception() {
    return exception;
  }
}
