package org.umbriel.metadata.dwarf.frame;

import java.util.List;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.Bytes;

/** A stretch of code and how its callers are found (an FDE: DWARF 5, 6.4.1). */
public record FrameDescription(
    long offset, CommonInformation common, AddressRange range, Bytes instructions) {

  /** The rows, by ascending address. */
  public List<FrameRow> rows() throws MalformedObjectException {
    return new FrameInterpreter(this).rows();
  }

  /** The row that holds at an address of the range. */
  public FrameRow row(long address) throws MalformedObjectException {
    List<FrameRow> rows = rows();
    FrameRow found = rows.get(0);
    for (FrameRow row : rows) {
      if (Long.compareUnsigned(row.address(), address) <= 0) {
        found = row;
      }
    }
    return found;
  }
}
