package org.umbriel.metadata.dwarf.frame;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What holds from an address up to the next row's.
 *
 * @param rules by register; of a register without a rule the architecture's convention holds
 */
public record FrameRow(
    long address, FrameAddress frameAddress, SortedMap<Integer, RegisterRule> rules) {
  public FrameRow {
    rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
  }
}
