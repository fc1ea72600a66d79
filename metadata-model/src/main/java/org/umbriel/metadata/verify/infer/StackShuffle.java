package org.umbriel.metadata.verify.infer;

/** The instructions that move values on the operand stack (JVMS 6.5, pop to swap). */
final class StackShuffle {
  private static final int POP = 87;
  private static final int POP2 = 88;
  private static final int DUP = 89;
  private static final int DUP_X1 = 90;
  private static final int DUP_X2 = 91;
  private static final int DUP2 = 92;
  private static final int DUP2_X1 = 93;
  private static final int DUP2_X2 = 94;

  private StackShuffle() {}

  static void apply(int opcode, Effects effects) {
    switch (opcode) {
      case POP -> effects.popWhole(); // ..., v -> ...
      case POP2 -> effects.popBelow(effects.pop()); // ..., w, v -> ...
      case DUP -> { // ..., v -> ..., v, v
        int v = effects.popWhole();
        push(effects, v, v);
      }
      case DUP_X1 -> { // ..., w, v -> ..., v, w, v
        int v = effects.popWhole();
        int w = effects.popWhole();
        push(effects, v, w, v);
      }
      case DUP_X2 -> { // ..., x, w, v -> ..., v, x, w, v
        int v = effects.popWhole();
        int w = effects.pop();
        int x = effects.popBelow(w);
        push(effects, v, x, w, v);
      }
      case DUP2 -> { // ..., w, v -> ..., w, v, w, v
        int v = effects.pop();
        int w = effects.popBelow(v);
        push(effects, w, v, w, v);
      }
      case DUP2_X1 -> { // ..., x, w, v -> ..., w, v, x, w, v
        int v = effects.pop();
        int w = effects.popBelow(v);
        int x = effects.popWhole();
        push(effects, w, v, x, w, v);
      }
      case DUP2_X2 -> { // ..., y, x, w, v -> ..., w, v, y, x, w, v
        int v = effects.pop();
        int w = effects.popBelow(v);
        int x = effects.pop();
        int y = effects.popBelow(x);
        push(effects, w, v, y, x, w, v);
      }
      default -> { // ..., w, v -> ..., v, w
        int v = effects.popWhole();
        int w = effects.popWhole();
        push(effects, v, w);
      }
    }
  }

  private static void push(Effects effects, int... types) {
    for (int type : types) {
      effects.push(type);
    }
  }
}
