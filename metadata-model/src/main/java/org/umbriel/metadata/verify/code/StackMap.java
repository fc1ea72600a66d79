package org.umbriel.metadata.verify.code;

import java.util.Arrays;
import org.umbriel.metadata.verify.format.ConstantTag;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.type.Types;

/**
 * The stack map frames of one method (JVMS 4.7.4), decoded into one pool of types. A frame whose
 * local variables extend the one before shares them.
 */
final class StackMap {
  private static final int UNINITIALIZED_THIS = 6;
  private static final int OBJECT = 7;
  private static final int UNINITIALIZED = 8;
  private static final int[] BY_TAG = {
    Types.TOP, Types.INT, Types.FLOAT, Types.DOUBLE, Types.LONG, Types.NULL
  };
  private static final int SAME_ONE_ITEM = 64;
  private static final int RESERVED = 128;
  private static final int SAME_ONE_ITEM_EXTENDED = 247;
  private static final int SAME_EXTENDED = 251;
  private static final int FULL = 255;

  /** More types than this in all frames of a method are not verified: half a gigabyte. */
  private static final int MOST_TYPES = 1 << 27;

  private final CodeContext code;
  private final CodeMap map;
  private int[] pool = new int[1 << 12];
  private int[] offset = new int[1 << 8];
  private int[] locals = new int[1 << 8];
  private int[] localCount = new int[1 << 8];
  private int[] stack = new int[1 << 8];
  private int[] stackCount = new int[1 << 8];
  private boolean[] thisUninitialized = new boolean[1 << 8];
  private int count;
  private int used;
  private int at;
  private int end;
  private boolean sawUninitializedThis;

  StackMap(CodeContext code, CodeMap map) {
    this.code = code;
    this.map = map;
  }

  /** Decodes the frames of the current method, which starts with the given frame. */
  void read(Frame first, int argumentSlots) {
    int method = code.method;
    at = code.methods().stackMap(method);
    end = at + code.methods().stackMapLength(method);
    used = 0;
    int frames = at == 0 ? 0 : u2();
    count = frames;
    if (frames == 0) {
      requireEnd();
      return;
    }
    reserve(frames + 1);
    offset[frames] = -1;
    locals[frames] = 0;
    localCount[frames] = argumentSlots;
    thisUninitialized[frames] = first.thisUninitialized;
    room(argumentSlots);
    System.arraycopy(first.locals, 0, pool, 0, argumentSlots);
    used = argumentSlots;
    int previous = frames;
    for (int frame = 0; frame < frames; frame++) {
      frame(frame, previous, first.maxLocals, first.maxStack);
      if (!map.isStart(offset[frame])) {
        throw RejectedException.code("4.7.4", -1, "a stack map frame at " + offset[frame]);
      }
      map.setFrame(offset[frame], frame);
      previous = frame;
    }
    requireEnd();
  }

  private void requireEnd() {
    if (at != 0 && at != end) {
      throw RejectedException.stackMap("a StackMapTable of the wrong length");
    }
  }

  private void reserve(int frames) {
    if (frames > offset.length) {
      int size = Integer.highestOneBit(frames) * 2;
      offset = new int[size];
      locals = new int[size];
      localCount = new int[size];
      stack = new int[size];
      stackCount = new int[size];
      thisUninitialized = new boolean[size];
    }
  }

  private void frame(int frame, int previous, int maxLocals, int maxStack) {
    int type = u1();
    locals[frame] = locals[previous];
    localCount[frame] = localCount[previous];
    thisUninitialized[frame] = thisUninitialized[previous];
    stackCount[frame] = 0;
    int delta;
    if (type < SAME_ONE_ITEM) {
      delta = type;
    } else if (type < RESERVED) {
      delta = type - SAME_ONE_ITEM;
      stack(frame, 1, maxStack);
    } else {
      delta = u2();
      if (type < SAME_ONE_ITEM_EXTENDED) {
        throw RejectedException.stackMap("a reserved type of stack map frame, " + type);
      } else if (type == SAME_ONE_ITEM_EXTENDED) {
        stack(frame, 1, maxStack);
      } else if (type < SAME_EXTENDED) {
        chop(frame, SAME_EXTENDED - type);
      } else if (type == FULL) {
        full(frame, maxLocals, maxStack);
      } else if (type > SAME_EXTENDED) {
        append(frame, type - SAME_EXTENDED, maxLocals);
      }
    }
    offset[frame] = offset[previous] + delta + 1;
  }

  private void chop(int frame, int chops) {
    int start = locals[frame];
    int left = localCount[frame];
    for (int i = 0; i < chops; i++) {
      left -= left > 0 && Types.isSecondOfTwo(pool[start + left - 1]) ? 2 : 1;
    }
    if (left < 0) {
      throw badSize();
    }
    localCount[frame] = left;
    boolean found = false;
    for (int i = 0; i < left; i++) {
      found |= pool[start + i] == Types.UNINITIALIZED_THIS;
    }
    thisUninitialized[frame] = found;
  }

  private void append(int frame, int appended, int maxLocals) {
    int start = locals[frame];
    int kept = localCount[frame];
    if (start + kept != used) {
      room(kept);
      System.arraycopy(pool, start, pool, used, kept);
      locals[frame] = used;
      used += kept;
    }
    sawUninitializedThis = false;
    for (int i = 0; i < appended; i++) {
      type();
    }
    localCount[frame] = requireSize(used - locals[frame], maxLocals);
    thisUninitialized[frame] |= sawUninitializedThis;
  }

  private void full(int frame, int maxLocals, int maxStack) {
    locals[frame] = used;
    sawUninitializedThis = false;
    for (int i = u2(); i > 0; i--) {
      type();
    }
    localCount[frame] = requireSize(used - locals[frame], maxLocals);
    thisUninitialized[frame] = sawUninitializedThis;
    stack(frame, u2(), maxStack);
  }

  private void stack(int frame, int items, int maxStack) {
    stack[frame] = used;
    for (int i = 0; i < items; i++) {
      type();
    }
    stackCount[frame] = requireSize(used - stack[frame], maxStack);
  }

  private static int requireSize(int size, int most) {
    if (size > most) {
      throw badSize();
    }
    return size;
  }

  private static RejectedException badSize() {
    return RejectedException.code("4.7.4", -1, "a stack map frame of an illegal size");
  }

  /** Reads a type into the pool. */
  private void type() {
    room(2);
    int tag = u1();
    if (tag < BY_TAG.length) {
      int type = BY_TAG[tag];
      pool[used++] = type;
      if (Types.isFirstOfTwo(type)) {
        pool[used++] = Types.secondOf(type);
      }
    } else if (tag == OBJECT) {
      int index = u2();
      if (code.pool.tag(index) != ConstantTag.CLASS) {
        throw RejectedException.stackMap("a stack map frame: constant " + index + " is no class");
      }
      pool[used++] = code.descriptors.classConstant(code.pool.className(index));
    } else if (tag == UNINITIALIZED_THIS) {
      sawUninitializedThis = true;
      pool[used++] = Types.UNINITIALIZED_THIS;
    } else if (tag == UNINITIALIZED) {
      int bci = u2();
      if (!map.isNew(bci)) {
        throw RejectedException.code("4.7.4", bci, "a stack map frame names a 'new' here");
      }
      pool[used++] = Types.uninitialized(bci);
    } else {
      throw RejectedException.stackMap("an unknown type in a stack map frame, " + tag);
    }
  }

  private void room(int more) {
    if (used + more > pool.length) {
      if (used + more > MOST_TYPES) {
        throw RejectedException.stackMap("too many types in the frames of one method");
      }
      pool = Arrays.copyOf(pool, Math.max(pool.length * 2, used + more));
    }
  }

  private int u1() {
    if (at >= end) {
      throw RejectedException.stackMap("a truncated StackMapTable");
    }
    return code.bytes[at++] & 0xFF;
  }

  private int u2() {
    return u1() << 8 | u1();
  }

  int count() {
    return count;
  }

  /** Where a frame stands. */
  int offset(int frame) {
    return offset[frame];
  }

  /** Whether a frame can be reached with the types in another. */
  boolean accepts(int frame, Frame from) {
    return stackCount[frame] == from.size
        && accepts(frame, from.locals, from.thisUninitialized)
        && areAssignable(from.stack, pool, stack[frame], from.size);
  }

  /** Whether a handler's frame accepts local variables and a caught exception. */
  boolean acceptsCaught(int frame, Frame from, boolean isThisUninitialized, int caught) {
    return stackCount[frame] == 1
        && accepts(frame, from.locals, isThisUninitialized)
        && code.assignability.isAssignable(caught, pool[stack[frame]]);
  }

  private boolean accepts(int frame, int[] from, boolean isThisUninitialized) {
    return (thisUninitialized[frame] || !isThisUninitialized)
        && areAssignable(from, pool, locals[frame], localCount[frame]);
  }

  private boolean areAssignable(int[] from, int[] to, int start, int size) {
    for (int i = 0; i < size; i++) {
      int value = from[i];
      int target = to[start + i];
      if (value != target && !code.assignability.isAssignable(value, target)) {
        return false;
      }
    }
    return true;
  }

  /** Replaces the current types by those of a frame. */
  void load(int frame, Frame into) {
    int size = localCount[frame];
    System.arraycopy(pool, locals[frame], into.locals, 0, size);
    Arrays.fill(into.locals, size, into.maxLocals, Types.TOP);
    into.size = stackCount[frame];
    System.arraycopy(pool, stack[frame], into.stack, 0, into.size);
    into.thisUninitialized = thisUninitialized[frame];
    into.localsChanged = true;
  }
}
