package org.umbriel.metadata.dwarf;

import java.util.List;

/** All units of one file, in their order: what references between entries are relative to. */
public record DebugInformation(List<Unit> units) {
  public DebugInformation {
    units = List.copyOf(units);
  }
}
