package org.umbriel.metadata.elf;

import java.util.Locale;

/**
 * Bytes that are not what their section should hold; names the section, the place and the reason.
 */
public final class MalformedObjectException extends Exception {
  private static final long serialVersionUID = 1;

  private final String section;
  private final long offset;
  private final String reason;

  public MalformedObjectException(String section, long offset, String reason) {
    super(String.format(Locale.ROOT, "%s at 0x%x: %s", clean(section), offset, clean(reason)));
    this.section = clean(section);
    this.offset = offset;
    this.reason = clean(reason);
  }

  /** Names that come from the file may hold anything, and messages go to terminals. */
  private static String clean(String text) {
    return text.replaceAll("\\p{C}", "?");
  }

  public String section() {
    return section;
  }

  /** From the start of the section. */
  public long offset() {
    return offset;
  }

  public String reason() {
    return reason;
  }
}
