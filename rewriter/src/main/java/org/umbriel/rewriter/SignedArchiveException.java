package org.umbriel.rewriter;

/** A signed jar that may not lose its signatures: no rewritten class would match them. */
public final class SignedArchiveException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;

  SignedArchiveException(String file) {
    super(file + ": signed, and a changed class does not match its signature");
    this.file = file;
  }

  /** The archive's name. */
  public String file() {
    return file;
  }
}
