package org.umbriel.metadata.dwarf.write;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.write.AbbreviationWriter.Shape;
import org.umbriel.metadata.dwarf.write.ValueWriter.Mention;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Form;

/**
 * Entries of one unit to {@code .debug_info}. The values of an entry are laid out aside first, each
 * deciding on its form; then its abbreviation is known, and both are written.
 */
final class EntryWriter {
  /** Constants that stand in the abbreviation, since entries of the same shape share them. */
  private static final Set<AttributeName> FEW_VALUES =
      Set.of(
          AttributeName.ACCESSIBILITY,
          AttributeName.BYTE_SIZE,
          AttributeName.DECL_FILE,
          AttributeName.ENCODING,
          AttributeName.LANGUAGE,
          AttributeName.VIRTUALITY,
          AttributeName.UMBRIEL_ACCESS);

  private static final int FIRST_WITH_CONSTANTS_IN_SHAPES = 5;
  private static final int BASES = 4;

  private final SectionBuffer info;
  private final SharedSections shared;
  private final UnitOffsets unit;
  private final ValueWriter values;
  private final List<FixUp> fixUps;

  /** An entry's offset that is to be written once it is known. */
  record FixUp(SectionBuffer section, Mention mention, UnitOffsets from) {}

  /**
   * @param fixUps takes the references of this unit's entries
   */
  EntryWriter(SectionBuffer info, SharedSections shared, UnitOffsets unit, List<FixUp> fixUps) {
    this.info = info;
    this.shared = shared;
    this.unit = unit;
    this.values = new ValueWriter(shared, unit);
    this.fixUps = fixUps;
  }

  /**
   * @param lineTable the offset of the unit's line table, which becomes an attribute of the root,
   *     as do the places that numbers of strings, addresses and lists count from
   */
  void writeRoot(Entry root, OptionalInt lineTable) {
    boolean indexed = shared.format.indexed() && !shared.isSplit();
    unit.add(info.size());
    Shape shape = new Shape(root, (lineTable.isPresent() ? 1 : 0) + (indexed ? BASES : 0));
    if (indexed) {
      addBases(shape);
    }
    layOut(root, shape);
    if (lineTable.isPresent()) {
      shape.add(
          AttributeName.STMT_LIST, values.offset(DwarfSection.LINES, lineTable.getAsInt()), 0);
    }
    flush(shape);
    writeChildren(root);
  }

  /** They stand first, since some readers know no number before they know its base. */
  private void addBases(Shape shape) {
    int strings = shared.stringIndexes.base();
    base(AttributeName.STR_OFFSETS_BASE, DwarfSection.STRING_OFFSETS, strings, shape);
    int addresses = shared.addressIndexes.base();
    base(AttributeName.ADDR_BASE, DwarfSection.ADDRESSES, addresses, shape);
    base(AttributeName.RNGLISTS_BASE, DwarfSection.RANGE_LISTS, shared.ranges.base(), shape);
    int places = shared.locations.base();
    base(AttributeName.LOCLISTS_BASE, DwarfSection.LOCATION_LISTS, places, shape);
  }

  private void base(AttributeName name, String section, int offset, Shape shape) {
    shape.add(name, values.offset(section, offset), 0);
  }

  private void write(Entry entry) {
    unit.add(info.size());
    Shape shape = new Shape(entry, 0);
    layOut(entry, shape);
    flush(shape);
    writeChildren(entry);
  }

  private void writeChildren(Entry entry) {
    if (!entry.children().isEmpty()) {
      entry.children().forEach(this::write);
      info.out().u8(0);
    }
  }

  private void layOut(Entry entry, Shape shape) {
    boolean shares = shared.format.has(FIRST_WITH_CONSTANTS_IN_SHAPES);
    for (Attribute attribute : entry.attributes()) {
      AttributeName name = attribute.name();
      if (shares && FEW_VALUES.contains(name) && attribute.value() instanceof Constant constant) {
        shape.add(name, Form.IMPLICIT_CONST, constant.value());
      } else {
        shape.add(name, attribute.value().accept(values), 0);
      }
    }
  }

  private void flush(Shape shape) {
    info.out().uleb(shared.abbreviations.code(shape));
    int base = info.size();
    for (Mention mention : values.moveTo(info)) {
      fixUps.add(new FixUp(info, mention.movedBy(base), unit));
    }
  }
}
