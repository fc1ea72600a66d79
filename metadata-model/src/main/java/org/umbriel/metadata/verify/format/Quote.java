package org.umbriel.metadata.verify.format;

/** Names from hostile files in messages: bounded, and without control characters. */
public final class Quote {
  private static final int LONGEST = 80;

  private Quote() {}

  /** A name for a message. */
  public static String of(String name) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < name.length() && i < LONGEST; i++) {
      char c = name.charAt(i);
      quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return name.length() > LONGEST ? quoted + "..." : quoted.toString();
  }
}
