package org.umbriel.rewriter;

import org.umbriel.metadata.verify.result.Rejection;

/**
 * A class that did not verify, or that a service rejected; in its place stands one that throws.
 *
 * @param path of its entry
 * @param reason one line
 * @param isCorrupt whether it is no class file at all, or only a part of one
 */
public record RejectedClass(String path, String reason, boolean isCorrupt) {

  static RejectedClass of(String path, Rejection rejection) {
    return new RejectedClass(path, rejection.toString(), rejection.kind() == Rejection.Kind.FORMAT);
  }

  /** The same class, its path seen from further out. */
  RejectedClass below(String folder) {
    return new RejectedClass(folder + path, reason, isCorrupt);
  }

  @Override
  public String toString() {
    return path + ": " + reason;
  }
}
