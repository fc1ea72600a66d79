package org.umbriel.metadata.dwarf.evaluate;

import java.util.OptionalLong;
import org.umbriel.metadata.entry.Bytes;

/**
 * The state of a stopped program that expressions ask about. What a machine does not know is empty,
 * and ends the evaluation.
 */
public interface Machine {
  /** A machine that knows nothing: for expressions that need nothing, such as member offsets. */
  Machine NONE = new Machine() {};

  default OptionalLong register(int number) {
    return OptionalLong.empty();
  }

  /**
   * An unsigned number in memory.
   *
   * @param size 1, 2, 4 or 8
   */
  default OptionalLong memory(long address, int size) {
    return OptionalLong.empty();
  }

  /** What {@code DW_AT_frame_base} of the function comes to. */
  default OptionalLong frameBase() {
    return OptionalLong.empty();
  }

  /** The canonical frame address (DWARF 5, 6.4). */
  default OptionalLong frameAddress() {
    return OptionalLong.empty();
  }

  /** The object that the expression is about. */
  default OptionalLong objectAddress() {
    return OptionalLong.empty();
  }

  /** The thread's own copy of a variable. */
  default OptionalLong threadAddress(long offset) {
    return OptionalLong.empty();
  }

  /** The address with an index in {@code .debug_addr}. */
  default OptionalLong indexedAddress(long index) {
    return OptionalLong.empty();
  }

  /** What an expression came to when the function was entered. */
  default OptionalLong entryValue(Bytes expression) {
    return OptionalLong.empty();
  }
}
