package org.umbriel.metadata.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;

/**
 * A check site's identity, stable under rewriting and unrelated edits.
 *
 * @param ordinal counts the sites of equal kind and digest in the method
 * @param digest of the normalised obligation, lower-case hexadecimal
 */
public record SiteId(MethodReference method, CheckKind kind, int ordinal, String digest) {
  private static final Pattern FORM =
      Pattern.compile("([^.]+)\\.([^.]+)#([A-Z_]+)#(\\d{1,9})@([0-9a-f]+)");

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is not a site id
   */
  public static SiteId parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw notOne(text);
    }
    String signature = matcher.group(2);
    int descriptor = descriptorIn(signature);
    if (descriptor < 1) {
      throw notOne(text);
    }
    return new SiteId(
        new MethodReference(
            matcher.group(1), signature.substring(0, descriptor), signature.substring(descriptor)),
        CheckKind.valueOf(matcher.group(3)),
        Integer.parseInt(matcher.group(4)),
        matcher.group(5));
  }

  private static IllegalArgumentException notOne(String text) {
    return new IllegalArgumentException("not a site id: " + text);
  }

  /** Names may have parentheses, too (JVMS 4.2.2). */
  private static int descriptorIn(String signature) {
    for (int at = signature.lastIndexOf('('); at > 0; at = signature.lastIndexOf('(', at - 1)) {
      try {
        MethodDescriptor.parse(signature.substring(at));
        return at;
      } catch (IllegalArgumentException e) {
        // a parenthesis of the name
      }
    }
    return -1;
  }

  /** {@code a/b/C.m([CI)C#ARRAY_BOUNDS#0@3f9c}. */
  @Override
  public String toString() {
    return method + "#" + kind + "#" + ordinal + "@" + digest;
  }
}
