package org.umbriel.metadata.entry;

/** Addresses from {@code start} up to but not including {@code end}, as unsigned numbers. */
public record AddressRange(long start, long end) {
  public boolean contains(long address) {
    return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0;
  }

  public boolean isEmpty() {
    return start == end;
  }
}
