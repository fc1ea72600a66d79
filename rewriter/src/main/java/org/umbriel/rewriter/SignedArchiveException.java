package org.umbriel.rewriter;

import org.umbriel.rewriter.sign.UpstreamSignature;

/** A signed jar that stays as it is: no rewritten class would match its signature. */
public final class SignedArchiveException extends Exception {
  private static final long serialVersionUID = 1L;

  SignedArchiveException(String file, UpstreamSignature signature) {
    super(file + ": signed by " + signature + ", whose jars stay as they are");
  }
}
