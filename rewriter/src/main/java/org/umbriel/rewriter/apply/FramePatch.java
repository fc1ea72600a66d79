package org.umbriel.rewriter.apply;

/**
 * The stack map of a method whose code is moved as one piece (JVMS 4.7.4): the first frame lies
 * further behind, objects under construction are named by another place, and handlers behind the
 * code get frames.
 */
final class FramePatch {
  private static final int SAME = 64;
  private static final int SAME_WITH_STACK = 128;
  private static final int SAME_WITH_STACK_EXTENDED = 247;
  private static final int SAME_EXTENDED = 251;
  private static final int FULL = 255;
  private static final int OBJECT = 7;
  private static final int UNINITIALIZED = 8;

  private final byte[] in;
  private final int shift;
  private final Growing out;
  private int at;
  private int last = -1;

  /**
   * A patch.
   *
   * @param shift by which all code moves
   */
  FramePatch(byte[] in, int start, int shift, Growing out) {
    this.in = in;
    this.at = start;
    this.shift = shift;
    this.out = out;
  }

  /** Whether a frame describes the first instruction, because something jumps there. */
  static boolean startsAtFirst(byte[] in, int start) {
    if (Bytes.u2(in, start) == 0) {
      return false;
    }
    int type = Bytes.u1(in, start + 2);
    return type < SAME_WITH_STACK ? type % SAME == 0 : Bytes.u2(in, start + 3) == 0;
  }

  /** Copies the frames that are there. */
  void frames(int count) {
    for (int i = 0; i < count; i++) {
      frame(i == 0 ? shift : 0);
    }
  }

  private void frame(int further) {
    int type = Bytes.u1(in, at++);
    if (type < SAME_WITH_STACK) {
      int delta = type % SAME + further;
      boolean withStack = type >= SAME;
      if (delta < SAME) {
        out.u1(delta + (withStack ? SAME : 0));
      } else {
        out.u1(withStack ? SAME_WITH_STACK_EXTENDED : SAME_EXTENDED).u2(delta);
      }
      last += delta + 1;
      types(withStack ? 1 : 0);
      return;
    }
    int delta = u2() + further;
    out.u1(type).u2(delta);
    last += delta + 1;
    if (type == FULL) {
      types(counted());
      types(counted());
    } else if (type == SAME_WITH_STACK_EXTENDED) {
      types(1);
    } else if (type > SAME_EXTENDED) {
      types(type - SAME_EXTENDED);
    }
  }

  private int u2() {
    at += 2;
    return Bytes.u2(in, at - 2);
  }

  private int counted() {
    int count = u2();
    out.u2(count);
    return count;
  }

  private void types(int count) {
    for (int i = 0; i < count; i++) {
      int tag = Bytes.u1(in, at++);
      out.u1(tag);
      if (tag == UNINITIALIZED) {
        out.u2(u2() + shift);
      } else if (tag == OBJECT) {
        out.u2(u2());
      }
    }
  }

  /** Adds the frame of a handler that knows nothing but the exception. */
  void handler(int place, int exceptionClass) {
    out.u1(FULL).u2(place - last - 1).u2(0).u2(1).u1(OBJECT).u2(exceptionClass);
    last = place;
  }
}
