package org.umbriel.metadata.site;

import java.util.Locale;

/** Who decided. */
public enum Tier {
  /** The site's own syntax. */
  SYNTAX,
  /** Abstract interpretation. */
  FACTS,
  /** Symbolic execution. */
  PATHS,
  /** A call that was run. */
  REPLAY;

  /** For reports: {@code facts}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
