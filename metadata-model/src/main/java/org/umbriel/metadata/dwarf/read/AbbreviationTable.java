package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.dwarf.read.Abbreviation.Specification;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Tag;

/** The abbreviations that a unit's entries use, by code (DWARF 5, 7.5.3). */
final class AbbreviationTable {
  /**
   * Compilers stay below 30; a bound keeps entries of one byte from having a million attributes.
   */
  private static final int MOST_ATTRIBUTES = 256;

  /** The table keeps tags in two bytes, as DWARF's own range does. */
  private static final int LARGEST_TAG = 0xffff;

  /** Codes as writers give them, 1, 2, 3 and so on. */
  private final List<Abbreviation> inOrder = new ArrayList<>();

  private final Map<Integer, Abbreviation> others = new HashMap<>();

  private ScanPlan[] plans = {};

  private AbbreviationTable() {}

  /**
   * @param sizes of the units that use the table
   */
  static AbbreviationTable read(Cursor in, RawReader sizes) throws MalformedObjectException {
    AbbreviationTable table = new AbbreviationTable();
    while (in.hasMore()) {
      int code = in.uleb31("code");
      if (code == 0) {
        break;
      }
      if (table.find(code) != null) {
        throw in.malformed("abbreviation " + code + " is declared twice");
      }
      table.add(code, abbreviation(in, sizes));
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

  @Nullable Abbreviation find(int code) {
    return code > 0 && code <= inOrder.size() ? inOrder.get(code - 1) : others.get(code);
  }

  /** The plans of those with codes 1, 2, 3 and so on; not to be changed. */
  ScanPlan[] plans() {
    if (plans.length != inOrder.size()) {
      plans = new ScanPlan[inOrder.size()];
      for (int i = 0; i < plans.length; i++) {
        plans[i] = inOrder.get(i).plan();
      }
    }
    return plans;
  }

  private static Abbreviation abbreviation(Cursor in, RawReader sizes)
      throws MalformedObjectException {
    int tag = in.uleb31("tag");
    if (tag > LARGEST_TAG) {
      throw in.malformed("tag " + tag + " is too large");
    }
    boolean hasChildren = in.u8() != 0;
    List<Specification> specifications = new ArrayList<>();
    while (true) {
      int name = in.uleb31("attribute");
      int form = in.uleb31("form");
      if (name == 0 && form == 0) {
        return new Abbreviation(Tag.of(tag), hasChildren, specifications, sizes);
      }
      Optional<Form> known = Form.of(form);
      long constant = known.equals(Optional.of(Form.IMPLICIT_CONST)) ? in.sleb() : 0;
      specifications.add(new Specification(AttributeName.of(name), form, known, constant));
      if (specifications.size() > MOST_ATTRIBUTES) {
        throw in.malformed("an abbreviation has more than " + MOST_ATTRIBUTES + " attributes");
      }
    }
  }
}
