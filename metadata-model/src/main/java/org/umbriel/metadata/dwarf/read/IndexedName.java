package org.umbriel.metadata.dwarf.read;

import java.util.List;
import java.util.OptionalLong;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.IndexAttribute;
import org.umbriel.metadata.entry.Tag;

/**
 * What an index says of one entry that has a name (DWARF 5, 6.1.1.4.8).
 *
 * @param offset where this stands among the entries of the index, which is what {@link
 *     IndexAttribute#PARENT} counts in
 */
public record IndexedName(long offset, Tag tag, List<Value> values) {
  public IndexedName {
    values = List.copyOf(values);
  }

  /** An attribute as it stands in the index. */
  public record Value(IndexAttribute name, Form form, long number) {}

  public OptionalLong value(IndexAttribute name) {
    for (Value value : values) {
      if (value.name().equals(name)) {
        return OptionalLong.of(value.number());
      }
    }
    return OptionalLong.empty();
  }
}
