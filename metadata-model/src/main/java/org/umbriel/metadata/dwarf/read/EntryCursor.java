package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private final UnitReader unit;
  private final Cursor in;
  private final AbbreviationTable abbreviations;
  private final RawReader forms;
  private @Nullable Abbreviation current;
  private int code;
  private int depth = -1;
  private int offset;
  private boolean passed = true;

  EntryCursor(UnitReader unit, Cursor in, AbbreviationTable abbreviations) {
    this.unit = unit;
    this.in = in;
    this.abbreviations = abbreviations;
    this.forms = RawReader.of(unit.header());
  }

  /**
   * Goes to the next entry; false if there is none. What follows the root's children is padding.
   */
  public boolean next() throws MalformedObjectException {
    passAttributes();
    if (depth < 0) {
      depth = 0;
    } else if (current == null || (depth == 0 && !hasChildren())) {
      current = null;
      return false;
    } else if (hasChildren()) {
      depth++;
    }
    if (depth > EntryScanner.DEEPEST) {
      throw in.malformed("entries are nested deeper than " + EntryScanner.DEEPEST);
    }
    startOfEntry();
    while (code == 0) {
      depth--;
      if (depth <= 0) {
        current = null;
        return false;
      }
      startOfEntry();
    }
    current = abbreviations.find(code);
    if (current == null) {
      throw in.malformed("abbreviation " + code + " is not declared");
    }
    passed = false;
    return true;
  }

  /** A unit may end without the zeros that end its lists of entries. */
  private void startOfEntry() throws MalformedObjectException {
    offset = in.offset();
    code = in.hasMore() ? in.uleb31("abbreviation") : 0;
  }

  /** 0 for the root, one more for its children. */
  public int depth() {
    return depth;
  }

  /** Where the entry starts. */
  public InfoOffset offset() {
    return new InfoOffset(offset);
  }

  /** The code of the entry's abbreviation. */
  public int code() {
    return code;
  }

  public Tag tag() {
    return abbreviation().tag();
  }

  public boolean hasChildren() {
    return abbreviation().hasChildren();
  }

  /**
   * The entry's attributes as they stand there. The attributes of an entry may be read once, in
   * this way or the other.
   */
  public List<RawAttribute> raw() throws MalformedObjectException {
    if (passed) {
      throw new IllegalStateException("the attributes were read already");
    }
    passed = true;
    List<RawAttribute> attributes = new ArrayList<>(abbreviation().specifications().size());
    for (Specification specification : abbreviation().specifications()) {
      attributes.add(forms.read(specification, in));
    }
    return attributes;
  }

  /**
   * Decodes the entry's attributes, but for {@link AttributeName#SIBLING}, which says only where
   * the next one stands.
   */
  public List<Attribute> attributes() throws MalformedObjectException {
    return unit.values(raw());
  }

  private void passAttributes() throws MalformedObjectException {
    if (!passed) {
      passed = true;
      for (Specification specification : abbreviation().specifications()) {
        forms.skip(specification, in);
      }
    }
  }

  private Abbreviation abbreviation() {
    if (current == null) {
      throw new IllegalStateException("not at an entry");
    }
    return current;
  }
}
