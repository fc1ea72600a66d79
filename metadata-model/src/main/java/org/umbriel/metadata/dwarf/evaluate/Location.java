package org.umbriel.metadata.dwarf.evaluate;

import java.util.List;
import org.umbriel.metadata.entry.Bytes;

/** Where an object is, or what it is if it is nowhere (DWARF 5, 2.6.1). */
public sealed interface Location {

  record Memory(long address) implements Location {}

  record Register(int number) implements Location {}

  /** The object has no place, but its value is known. */
  record Value(long value) implements Location {}

  /** The object has no place, but its bytes are known. */
  record Implicit(Bytes bytes) implements Location {}

  /**
   * A pointer to an object that itself has no place.
   *
   * @param entry where the object's entry stands in {@code .debug_info}
   */
  record ImplicitPointer(long entry, long offset) implements Location {}

  /** The object was optimised away. */
  record Nowhere() implements Location {}

  /** Parts in different places, in the order of the object's bytes. */
  record Composite(List<Piece> pieces) implements Location {
    public Composite {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * @param bitOffset where the part starts in its place
   */
  record Piece(Location location, long bitSize, long bitOffset) {}
}
