package org.umbriel.metadata.dwarf.read;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Tag;

/** The shape of entries (DWARF 5, 7.5.3). */
record Abbreviation(
    Tag tag, boolean hasChildren, List<Specification> specifications, ScanPlan plan) {

  Abbreviation(Tag tag, boolean hasChildren, List<Specification> specifications, RawReader sizes) {
    this(
        tag,
        hasChildren,
        List.copyOf(specifications),
        ScanPlan.of(tag, hasChildren, specifications, sizes));
  }

  /**
   * Name and form of an attribute.
   *
   * @param form empty if no one knows how long its values are
   * @param constant the value, where the form is {@link Form#IMPLICIT_CONST}
   */
  record Specification(AttributeName name, int formCode, Optional<Form> form, long constant) {}
}
