package org.umbriel.rewriter.sign;

/** A signature that cannot be made, or that does not hold; the message is one line. */
public final class SigningException extends Exception {
  private static final long serialVersionUID = 1L;

  SigningException(String message) {
    super(message);
  }
}
