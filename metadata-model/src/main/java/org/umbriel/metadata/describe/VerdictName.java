package org.umbriel.metadata.describe;

/** What verdicts are called in an entry. */
final class VerdictName {
  static final String PROVEN = "proven";
  static final String REFUTED = "refuted";
  static final String UNPROVEN = "unproven";

  private VerdictName() {}
}
