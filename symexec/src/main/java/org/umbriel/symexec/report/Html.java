package org.umbriel.symexec.report;

import java.util.Locale;

/** Text of an HTML page, escaped where it must be (HTML Living Standard, 13.1.2). */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Markup as it stands. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** An element without markup in it. */
  Html element(String name, String style, String text) {
    out.append('<').append(name);
    if (!style.isEmpty()) {
      out.append(" class=\"").append(style).append('"');
    }
    out.append('>');
    text(text);
    out.append("</").append(name).append('>');
    return this;
  }

  /** Text, escaped for element content and for quoted attributes. */
  Html text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append(c < ' ' && c != '\t' && c != '\n' ? '\uFFFD' : c);
      }
    }
    return this;
  }

  /** A table cell with a number, or a dash for none. */
  Html count(int number) {
    return element("td", "n", number == 0 ? "–" : String.format(Locale.ROOT, "%,d", number));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
