package org.umbriel.metadata.verify.code;

import org.umbriel.metadata.verify.format.MethodTable;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.type.Types;

/** The exception handlers of one method (JVMS 4.10.1.5, 4.10.1.6). */
final class Handlers {
  private static final int ENTRY = 8;
  private static final String SECTION = "4.10.1.6";

  private final CodeContext code;
  private final CodeMap map;
  private final StackMap stackMap;
  private final Frame frame;
  private final HandlerPaths paths;
  private int table;
  private int count;
  private int first;
  private int last;

  Handlers(CodeContext code, CodeMap map, StackMap stackMap, Frame frame) {
    this.code = code;
    this.map = map;
    this.stackMap = stackMap;
    this.frame = frame;
    this.paths = new HandlerPaths(code, this);
  }

  /** Checks the exception table, once the instructions are known. */
  void read() {
    MethodTable methods = code.methods();
    table = methods.handlers(code.method);
    count = methods.handlerCount(code.method);
    first = code.length;
    last = -1;
    for (int i = 0; i < count; i++) {
      int start = start(i);
      int end = end(i);
      int handler = handler(i);
      if (!map.isStart(start) || !map.isEnd(end) || !map.isStart(handler)) {
        throw RejectedException.code(
            "4.7.3", handler, "the exception table points between instructions");
      }
      if (!code.assignability.isAssignable(caught(i), Types.THROWABLE)) {
        throw RejectedException.code(SECTION, handler, "what is caught here is no Throwable");
      }
      map.markRange(start);
      first = Math.min(first, start);
      last = Math.max(last, end);
    }
  }

  int count() {
    return count;
  }

  int start(int index) {
    return code.u2InFile(table + ENTRY * index);
  }

  int end(int index) {
    return code.u2InFile(table + ENTRY * index + 2);
  }

  int handler(int index) {
    return code.u2InFile(table + ENTRY * index + 4);
  }

  private int caught(int index) {
    int type = code.u2InFile(table + ENTRY * index + 6);
    return type == 0 ? Types.THROWABLE : code.descriptors.classConstant(code.pool.className(type));
  }

  /**
   * Whether an instruction lies in some range. Its handlers need another look only if a range
   * starts here or local variables changed; the frame remembers that.
   */
  boolean guard(int bci) {
    if (bci < first || bci >= last) {
      return false;
    }
    frame.localsChanged |= map.startsRange(bci);
    return true;
  }

  /** Checks that the handlers around an instruction accept the local variables as they are. */
  void check(int bci, boolean thisUninitialized) {
    if (!frame.localsChanged) {
      return;
    }
    frame.localsChanged = false;
    for (int i = 0; i < count; i++) {
      if (bci >= start(i) && bci < end(i)) {
        int at = map.frame(handler(i));
        if (at < 0) {
          throw RejectedException.code(
              SECTION, bci, "no stack map frame at the handler " + handler(i));
        }
        if (frame.maxStack == 0
            || !stackMap.acceptsCaught(at, frame, thisUninitialized, caught(i))) {
          throw RejectedException.code(
              SECTION, bci, "the types do not match the stack map frame at " + handler(i));
        }
      }
    }
  }

  /**
   * After a failed call of another constructor nothing but throwing is left: every handler around
   * the call must end so.
   */
  void requireThrowingHandlers(int bci) {
    for (int i = 0; i < count; i++) {
      if (bci >= start(i) && bci < end(i) && !paths.endInThrow(handler(i))) {
        throw RejectedException.code(
            SECTION, bci, "a constructor is called in a range whose handler can return");
      }
    }
  }
}
