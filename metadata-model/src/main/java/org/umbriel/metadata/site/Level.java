package org.umbriel.metadata.site;

import java.util.Locale;

/** How much a finding matters. The verdict is truth, the level is relevance. */
public enum Level {
  /** Fails on every path that reaches it, or breaks a contract inside the checked code. */
  ERROR,
  /** Witnessed, and no contract over the parameters says when. */
  WARNING,
  /** A public method fails outside the contract inferred for it. */
  NOTE;

  /** {@code error}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this is as grave as another, or graver. */
  public boolean atLeast(Level other) {
    return compareTo(other) <= 0;
  }
}
