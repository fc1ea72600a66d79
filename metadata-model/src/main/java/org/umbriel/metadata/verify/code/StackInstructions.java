package org.umbriel.metadata.verify.code;

/** The instructions that move values on the operand stack (JVMS 6.5, pop to swap). */
final class StackInstructions {
  private static final int POP = 87;
  private static final int POP2 = 88;
  private static final int DUP = 89;
  private static final int DUP_X1 = 90;
  private static final int DUP_X2 = 91;
  private static final int DUP2 = 92;
  private static final int DUP2_X1 = 93;
  private static final int DUP2_X2 = 94;

  private final Frame frame;

  StackInstructions(Frame frame) {
    this.frame = frame;
  }

  void apply(int opcode) {
    switch (opcode) {
      case POP -> frame.popOneSlot(); // ..., v -> ...
      case POP2 -> frame.popBelow(frame.pop()); // ..., w, v -> ...
      case DUP -> { // ..., v -> ..., v, v
        int v = frame.popOneSlot();
        push(v, v);
      }
      case DUP_X1 -> { // ..., w, v -> ..., v, w, v
        int v = frame.popOneSlot();
        int w = frame.popOneSlot();
        push(v, w, v);
      }
      case DUP_X2 -> { // ..., x, w, v -> ..., v, x, w, v
        int v = frame.popOneSlot();
        int w = frame.pop();
        int x = frame.popBelow(w);
        push(v, x, w, v);
      }
      case DUP2 -> { // ..., w, v -> ..., w, v, w, v
        int v = frame.pop();
        int w = frame.popBelow(v);
        push(w, v, w, v);
      }
      case DUP2_X1 -> { // ..., x, w, v -> ..., w, v, x, w, v
        int v = frame.pop();
        int w = frame.popBelow(v);
        int x = frame.popOneSlot();
        push(w, v, x, w, v);
      }
      case DUP2_X2 -> { // ..., y, x, w, v -> ..., w, v, y, x, w, v
        int v = frame.pop();
        int w = frame.popBelow(v);
        int x = frame.pop();
        int y = frame.popBelow(x);
        push(w, v);
        push(y, x, w, v);
      }
      default -> { // ..., w, v -> ..., v, w
        int v = frame.popOneSlot();
        int w = frame.popOneSlot();
        push(v, w);
      }
    }
  }

  private void push(int... types) {
    for (int type : types) {
      frame.push(type);
    }
  }
}
