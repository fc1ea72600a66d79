package org.umbriel.nativeinterop.hotspot;

import java.util.List;

/**
 * A method that HotSpot compiled.
 *
 * @param compileId counts compilations
 * @param level 1 to 3 for C1, 4 for C2, 0 for a native method's wrapper
 * @param isOnStackReplacement whether it is entered in the middle of a loop
 * @param address of its header
 * @param inlined calls that have no frame of their own
 */
public record CompiledMethod(
    MethodName method,
    int compileId,
    int level,
    boolean isOnStackReplacement,
    long address,
    long start,
    long end,
    List<InlinedCall> inlined) {
  public CompiledMethod {
    inlined = List.copyOf(inlined);
  }

  /** Who compiled it. */
  public String compiler() {
    return switch (level) {
      case 0 -> "native method";
      case 4 -> "C2";
      default -> "C1, level " + level;
    };
  }

  /**
   * A call that was inlined.
   *
   * @param start of the instructions that are the callee's, or of what it inlined itself
   * @param bytecodeIndex of the call, in the caller
   */
  public record InlinedCall(
      MethodName method, long start, long end, int bytecodeIndex, List<InlinedCall> inlined) {
    public InlinedCall {
      inlined = List.copyOf(inlined);
    }
  }
}
