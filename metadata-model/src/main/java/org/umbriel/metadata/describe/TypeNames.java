package org.umbriel.metadata.describe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Language;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

/** What people call the entries that references lead to: {@code char[]}, {@code a.b.C}. */
final class TypeNames {
  /** Types of types, at most: a malicious description may define a type by itself. */
  private static final int DEEPEST = 300;

  private final EntryIndex index;
  private final Map<Reference, String> known = new HashMap<>();

  TypeNames(EntryIndex index) {
    this.index = index;
  }

  String of(Reference reference) {
    String name = known.get(reference);
    if (name == null) {
      name = name(reference, 0);
      known.put(reference, name);
    }
    return name;
  }

  private String name(Reference reference, int depth) {
    Optional<Entry> found = index.find(reference);
    if (found.isEmpty() || depth > DEEPEST) {
      return "?";
    }
    Entry entry = found.get();
    Entry root = index.root(reference);
    Tag tag = entry.tag();
    if (tag.equals(Tag.ARRAY_TYPE)) {
      return element(entry, depth) + "[]";
    }
    if (tag.equals(Tag.POINTER_TYPE)) {
      return element(entry, depth) + (isJava(root) ? "" : " *");
    }
    if (tag.equals(Tag.CONST_TYPE)) {
      return "const " + element(entry, depth);
    }
    String name = entry.text(AttributeName.NAME).orElse(tag.shortName());
    String qualified = root.text(AttributeName.NAME).orElse("");
    return isJava(root) && qualified.endsWith("." + name) ? qualified : name;
  }

  private String element(Entry entry, int depth) {
    return entry
        .reference(AttributeName.TYPE)
        .map(target -> name(target, depth + 1))
        .orElse("void");
  }

  private static boolean isJava(Entry root) {
    OptionalLong language = root.constant(AttributeName.LANGUAGE);
    return language.isPresent() && language.getAsLong() == Language.JAVA.value();
  }
}
