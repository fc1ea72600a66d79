package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.dwarf.read.Abbreviation.Specification;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.AttributeValue.Flag;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Tag;

/** The abbreviations that a unit's entries use, by code (DWARF 5, 7.5.3). */
final class AbbreviationTable {
  /**
   * Compilers stay below 30; a bound keeps entries of one byte from having a million attributes.
   */
  private static final int MOST_ATTRIBUTES = 256;

  /** Codes as writers give them, 1, 2, 3 and so on. */
  private final List<Abbreviation> inOrder = new ArrayList<>();

  private final Map<Integer, Abbreviation> others = new HashMap<>();

  private AbbreviationTable() {}

  static AbbreviationTable read(Cursor in) throws MalformedObjectException {
    AbbreviationTable table = new AbbreviationTable();
    for (int code = in.uleb31("code"); code != 0; code = in.uleb31("code")) {
      if (table.find(code).isPresent()) {
        throw in.malformed("abbreviation " + code + " is declared twice");
      }
      table.add(code, abbreviation(in));
    }
    return table;
  }

  private void add(int code, Abbreviation abbreviation) {
    if (code == inOrder.size() + 1) {
      inOrder.add(abbreviation);
    } else {
      others.put(code, abbreviation);
    }
  }

  Optional<Abbreviation> find(int code) {
    return code <= inOrder.size()
        ? Optional.of(inOrder.get(code - 1))
        : Optional.ofNullable(others.get(code));
  }

  private static Abbreviation abbreviation(Cursor in) throws MalformedObjectException {
    Tag tag = Tag.of(in.uleb31("tag"));
    boolean hasChildren = in.u8() != 0;
    List<Specification> specifications = new ArrayList<>();
    Set<AttributeName> names = new HashSet<>();
    while (true) {
      int name = in.uleb31("attribute");
      int form = in.uleb31("form");
      if (name == 0 && form == 0) {
        return new Abbreviation(tag, hasChildren, List.copyOf(specifications));
      }
      Specification specification = specification(in, AttributeName.of(name), form);
      if (!names.add(specification.name())) {
        throw in.malformed(specification.name() + " occurs twice in an abbreviation");
      }
      if (names.size() > MOST_ATTRIBUTES) {
        throw in.malformed("an abbreviation has more than " + MOST_ATTRIBUTES + " attributes");
      }
      specifications.add(specification);
    }
  }

  private static Specification specification(Cursor in, AttributeName name, int formCode)
      throws MalformedObjectException {
    Optional<Form> known = Form.of(formCode);
    if (known.isEmpty()) {
      throw in.malformed(name + " has an unknown form, " + formCode);
    }
    Form form = known.get();
    Optional<Attribute> fixed = Optional.empty();
    if (form == Form.IMPLICIT_CONST) {
      fixed = Optional.of(new Attribute(name, new Constant(in.sleb())));
    } else if (form == Form.FLAG_PRESENT) {
      fixed = Optional.of(new Attribute(name, new Flag(true)));
    }
    return new Specification(name, form, fixed);
  }
}
