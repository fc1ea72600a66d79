package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.dwarf.read.Abbreviation.Specification;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Tag;

/**
 * Walks the entries of a unit in their order. Of each entry the tag is known first; its attributes
 * are decoded only if someone asks. Starts before the root: {@link #next} leads there.
 */
public final class EntryCursor {
  /** Deep nesting that no source code has, but a hostile file may. */
  private static final int DEEPEST = 1000;

  private final Cursor in;
  private final AbbreviationTable abbreviations;
  private final FormReader forms;
  private Optional<Abbreviation> current = Optional.empty();
  private int depth = -1;
  private int offset;
  private boolean passed = true;

  EntryCursor(Cursor in, AbbreviationTable abbreviations, FormReader forms) {
    this.in = in;
    this.abbreviations = abbreviations;
    this.forms = forms;
  }

  /**
   * Goes to the next entry; false if there is none. What follows the root's children is padding.
   */
  public boolean next() throws MalformedObjectException {
    passAttributes();
    if (depth < 0) {
      depth = 0;
    } else if (current.isEmpty() || (depth == 0 && !hasChildren())) {
      current = Optional.empty();
      return false;
    } else if (hasChildren()) {
      depth++;
    }
    if (depth > DEEPEST) {
      throw in.malformed("entries are nested deeper than " + DEEPEST);
    }
    int code = startOfEntry();
    while (code == 0) {
      depth--;
      if (depth <= 0) {
        current = Optional.empty();
        return false;
      }
      code = startOfEntry();
    }
    current = abbreviations.find(code);
    if (current.isEmpty()) {
      throw in.malformed("abbreviation " + code + " is not declared");
    }
    passed = false;
    return true;
  }

  private int startOfEntry() throws MalformedObjectException {
    offset = in.offset();
    return in.uleb31("abbreviation");
  }

  /** 0 for the root, one more for its children. */
  public int depth() {
    return depth;
  }

  /** Where the entry starts. */
  public InfoOffset offset() {
    return new InfoOffset(offset);
  }

  public Tag tag() {
    return abbreviation().tag();
  }

  public boolean hasChildren() {
    return abbreviation().hasChildren();
  }

  /**
   * Decodes the entry's attributes, but for {@link AttributeName#SIBLING}, which says only where
   * the next one stands. May be called once for each entry.
   */
  public List<Attribute> attributes() throws MalformedObjectException {
    if (passed) {
      throw new IllegalStateException("the attributes were read already");
    }
    passed = true;
    List<Attribute> attributes = new ArrayList<>(abbreviation().specifications().size());
    for (Specification specification : abbreviation().specifications()) {
      if (specification.name().equals(AttributeName.SIBLING)) {
        forms.skip(specification.form(), in);
      } else if (specification.fixed().isPresent()) {
        attributes.add(specification.fixed().get());
      } else {
        attributes.add(new Attribute(specification.name(), forms.read(specification.form(), in)));
      }
    }
    return attributes;
  }

  private void passAttributes() throws MalformedObjectException {
    if (!passed) {
      passed = true;
      for (Specification specification : abbreviation().specifications()) {
        forms.skip(specification.form(), in);
      }
    }
  }

  private Abbreviation abbreviation() {
    return current.orElseThrow(() -> new IllegalStateException("not at an entry"));
  }
}
