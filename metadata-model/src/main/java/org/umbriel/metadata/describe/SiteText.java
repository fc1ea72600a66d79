package org.umbriel.metadata.describe;

import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;

/** What printers call a check site. */
final class SiteText {
  private SiteText() {}

  /** The end of its id, which says which site of its method it is: {@code ARRAY_BOUNDS#0@3f9c}. */
  static String localId(Entry site, TypeNames types) {
    return attribute(site, AttributeName.UMBRIEL_KIND, types)
        + "#"
        + attribute(site, AttributeName.UMBRIEL_ORDINAL, types)
        + "@"
        + attribute(site, AttributeName.UMBRIEL_DIGEST, types);
  }

  private static String attribute(Entry entry, AttributeName name, TypeNames types) {
    return entry.value(name).map(value -> value.accept(new AttributeText(name, types))).orElse("?");
  }
}
