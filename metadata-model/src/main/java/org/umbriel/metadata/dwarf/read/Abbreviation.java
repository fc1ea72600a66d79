package org.umbriel.metadata.dwarf.read;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Tag;

/** The shape of entries (DWARF 5, 7.5.3). */
record Abbreviation(Tag tag, boolean hasChildren, List<Specification> specifications) {

  /**
   * Name and form of an attribute.
   *
   * @param fixed the attribute, where the form has but one value
   */
  record Specification(AttributeName name, Form form, Optional<Attribute> fixed) {}
}
