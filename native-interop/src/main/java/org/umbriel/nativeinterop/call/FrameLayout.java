package org.umbriel.nativeinterop.call;

import java.util.List;
import org.umbriel.nativeinterop.type.CType;

/**
 * Where everything lies in the frame of a call: the table of pointers to arguments that libffi
 * reads, what libffi returns, the result if the function writes it itself, and the arguments.
 */
final class FrameLayout {
  /** Two registers, or two numbers of the x87's. */
  private static final int RETURNED_SIZE = 32;

  private final int[] arguments;
  private final List<Piece> pieces;
  private final int returned;
  private final int hidden;
  private final int hiddenPointer;
  private final boolean isReturnedInMemory;
  private final int size;

  FrameLayout(List<CType> types, List<Piece> pieces, CType result, boolean isReturnedInMemory) {
    this.pieces = pieces;
    this.isReturnedInMemory = isReturnedInMemory;
    arguments = new int[types.size()];
    int at = CallFrame.aligned(8L * (pieces.size() + 1));
    returned = at;
    at += RETURNED_SIZE;
    hiddenPointer = at;
    hidden = at + (isReturnedInMemory ? 16 : 0);
    at = hidden + (isReturnedInMemory ? CallFrame.aligned(result.size()) : 0);
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = at;
      at += CallFrame.aligned(Math.max(types.get(i).size(), 8));
    }
    size = at;
  }

  int size() {
    return size;
  }

  int pointers() {
    return 0;
  }

  /** Where libffi writes what comes back in registers. */
  int returned() {
    return returned;
  }

  /** Where the result is after the call. */
  int result() {
    return isReturnedInMemory ? hidden : returned;
  }

  int argument(int index) {
    return arguments[index];
  }

  /** The address of each piece, and before them that of where the result goes. */
  void writePointers(CallFrame frame) {
    int slot = 0;
    if (isReturnedInMemory) {
      frame.bytes().putLong(frame.at(hiddenPointer), frame.address(hidden));
      frame.bytes().putLong(frame.at(slot), frame.address(hiddenPointer));
      slot += 8;
    }
    for (Piece piece : pieces) {
      frame
          .bytes()
          .putLong(frame.at(slot), frame.address(arguments[piece.argument()] + piece.offset()));
      slot += 8;
    }
  }
}
