package org.umbriel.metadata.verify.code;

import java.util.Arrays;
import org.umbriel.metadata.verify.format.RejectedException;

/** Where in a method instructions start, and which of these have a stack map frame. */
final class CodeMap {
  private static final int NEW = 187;
  private static final int START = 1;
  private static final int IS_NEW = 2;
  private static final int RANGE = 4;
  private static final int FRAME_SHIFT = 3;

  private int[] marks = new int[1 << 12];
  private int length;

  /** Maps a method; rejects code that does not fall into instructions. */
  void read(CodeContext code) {
    length = code.length();
    if (length >= marks.length) {
      marks = new int[Integer.highestOneBit(length) * 2];
    } else {
      Arrays.fill(marks, 0, length + 1, 0);
    }
    for (int bci = 0; bci < length; ) {
      int opcode = code.u1(bci);
      int size = InstructionLength.at(code, bci);
      if (size == 0) {
        throw RejectedException.code("4.9.1", bci, "bad instruction");
      }
      marks[bci] = opcode == NEW ? START | IS_NEW : START;
      bci += size;
    }
  }

  boolean isStart(int bci) {
    return bci >= 0 && bci < length && (marks[bci] & START) != 0;
  }

  /** Whether a bytecode index can end a range: it starts an instruction or is the end of code. */
  boolean isEnd(int bci) {
    return bci == length || isStart(bci);
  }

  boolean isNew(int bci) {
    return bci < length && (marks[bci] & IS_NEW) != 0;
  }

  /** Notes that a range of an exception handler starts here. */
  void markRange(int bci) {
    marks[bci] |= RANGE;
  }

  boolean startsRange(int bci) {
    return (marks[bci] & RANGE) != 0;
  }

  void setFrame(int bci, int frame) {
    marks[bci] |= (frame + 1) << FRAME_SHIFT;
  }

  /** The frame at a bytecode index, or -1. */
  int frame(int bci) {
    return bci < 0 || bci >= length ? -1 : (marks[bci] >> FRAME_SHIFT) - 1;
  }
}
