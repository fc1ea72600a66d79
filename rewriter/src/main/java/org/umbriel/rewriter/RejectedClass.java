package org.umbriel.rewriter;

import org.umbriel.metadata.verify.result.Rejection;

/**
 * A class that did not verify; in its place stands one that throws.
 *
 * @param path of its entry
 */
public record RejectedClass(String path, Rejection rejection) {

  /** Whether it is no class file at all, or only a part of one. */
  boolean isCorrupt() {
    return rejection.kind() == Rejection.Kind.FORMAT;
  }

  /** The same class, its path seen from further out. */
  RejectedClass below(String folder) {
    return new RejectedClass(folder + path, rejection);
  }

  @Override
  public String toString() {
    return path + ": " + rejection;
  }
}
