package org.umbriel.metadata.dwarf.read;

import java.util.List;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Form;

/**
 * Where a unit's parts of shared sections start: what its indices and offsets count from (DWARF 5,
 * 3.1.1). -1 where the unit does not say.
 *
 * @param ranges what offsets into {@code .debug_ranges} count from in GNU's split units
 * @param root the attributes of the unit's root
 */
record UnitBases(
    long stringOffsets,
    long addresses,
    long rangeLists,
    long locationLists,
    long ranges,
    RawAttributes root) {
  static final long UNKNOWN = -1;

  /** The root's attributes, for what is looked up only when it is needed. */
  record RawAttributes(List<RawAttribute> all) {
    long number(AttributeName name, long otherwise) {
      for (RawAttribute attribute : all) {
        if (attribute.name().equals(name) && attribute.form() != Form.INDIRECT) {
          return attribute.number();
        }
      }
      return otherwise;
    }
  }

  static UnitBases of(List<RawAttribute> attributes, UnitHeader header, Contributions parts) {
    RawAttributes root = new RawAttributes(List.copyOf(attributes));
    boolean split = parts.split();
    boolean modern = header.version() >= 5;
    long listHeader = header.offsetSize() == 4 ? 12 : 20;
    long stringHeader = header.offsetSize() == 4 ? 8 : 16;
    long strings = split ? parts.stringOffsets() + (modern ? stringHeader : 0) : UNKNOWN;
    long ranges = split ? parts.rangeLists() + listHeader : UNKNOWN;
    long locations = split ? parts.locationLists() + listHeader : UNKNOWN;
    return new UnitBases(
        root.number(AttributeName.STR_OFFSETS_BASE, strings),
        root.number(AttributeName.ADDR_BASE, root.number(AttributeName.GNU_ADDR_BASE, UNKNOWN)),
        root.number(AttributeName.RNGLISTS_BASE, ranges),
        root.number(AttributeName.LOCLISTS_BASE, locations),
        root.number(AttributeName.GNU_RANGES_BASE, 0),
        root);
  }
}
