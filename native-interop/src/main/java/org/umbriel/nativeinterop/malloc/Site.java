package org.umbriel.nativeinterop.malloc;

/**
 * Who allocated.
 *
 * @param function with its library, if that is not the program; an address if nobody knows
 * @param line {@code leak.c:12}; empty if nothing describes it
 * @param type of what was allocated, as far as the line's words tell; else empty
 */
public record Site(String function, String line, String type) {
  /** Whose code is not mapped any more. */
  static final Site GONE = new Site("code that is gone", "", "");

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(function);
    if (!line.isEmpty()) {
      text.append("    ").append(line);
    }
    return type.isEmpty() ? text.toString() : text.append("    ").append(type).toString();
  }
}
