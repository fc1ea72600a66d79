package org.umbriel.metadata.verify.infer;

import org.umbriel.metadata.verify.code.CodeContext;

/** stub while the rest grows. */
public final class InferenceChecker {
  private final CodeContext code;

  public InferenceChecker(CodeContext code) {
    this.code = code;
  }

  public void check() {
    code.method();
  }
}
