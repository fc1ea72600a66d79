package org.umbriel.metadata.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.metadata.classfile.MethodReference;

/**
 * A check site's identity, stable under rewriting and unrelated edits.
 *
 * @param ordinal counts the sites of equal kind and digest in the method
 * @param digest of the normalised obligation, lower-case hexadecimal
 */
public record SiteId(MethodReference method, CheckKind kind, int ordinal, String digest) {
  private static final Pattern FORM =
      Pattern.compile("(.+)\\.([^.;\\[/(]+)(\\(.*\\).+)#([A-Z_]+)#(\\d+)@([0-9a-f]+)");

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is not a site id
   */
  public static SiteId parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a site id: " + text);
    }
    return new SiteId(
        new MethodReference(matcher.group(1), matcher.group(2), matcher.group(3)),
        CheckKind.valueOf(matcher.group(4)),
        Integer.parseInt(matcher.group(5)),
        matcher.group(6));
  }

  /** {@code a/b/C.m([CI)C#ARRAY_BOUNDS#0@3f9c}. */
  @Override
  public String toString() {
    return method + "#" + kind + "#" + ordinal + "@" + digest;
  }
}
