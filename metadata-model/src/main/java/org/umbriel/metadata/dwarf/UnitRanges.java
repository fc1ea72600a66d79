package org.umbriel.metadata.dwarf;

import java.util.List;
import org.umbriel.metadata.entry.AddressRange;

/**
 * Where a unit's code and data are (DWARF 5, 6.1.2).
 *
 * @param unit the unit's ordinal in its file
 */
public record UnitRanges(int unit, List<AddressRange> ranges) {
  public UnitRanges {
    ranges = List.copyOf(ranges);
  }
}
