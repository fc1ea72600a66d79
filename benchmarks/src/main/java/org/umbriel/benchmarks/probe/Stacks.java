package org.umbriel.benchmarks.probe;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.stream.Collectors;

/** The stack of the running thread, without our own frames on top. */
final class Stacks {
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final String OURS = Stacks.class.getPackageName() + ".";
  private static final List<String> PLATFORM = List.of("java.", "javax.", "jdk.", "sun.");
  private static final int PRINTED = 40;

  private Stacks() {}

  /** Top first. */
  static List<StackFrame> frames() {
    return WALKER.walk(
        frames ->
            frames.dropWhile(f -> f.getClassName().startsWith(OURS)).collect(Collectors.toList()));
  }

  static String method(StackFrame frame) {
    return frame.getClassName() + "." + frame.getMethodName() + frame.getDescriptor();
  }

  /**
   * Who called the method on top: {@code @a.b.C.m()V:17}, or {@code ~a.b.C.m()V:17} if there is the
   * platform in between.
   */
  static String caller(List<StackFrame> frames) {
    int at = 1;
    while (at < frames.size() && isPlatform(frames.get(at).getClassName())) {
      at++;
    }
    String separator = at == 1 ? TrapLog.BY : TrapLog.THROUGH_PLATFORM;
    return at < frames.size()
        ? separator + method(frames.get(at)) + ":" + frames.get(at).getLineNumber()
        : separator;
  }

  private static boolean isPlatform(String className) {
    return PLATFORM.stream().anyMatch(className::startsWith);
  }

  static String current() {
    return text(frames());
  }

  /** The upper frames on one line: {@code a.b.C.m:17 < a.b.D.n:3}. */
  static String text(List<StackFrame> frames) {
    return frames.stream()
        .limit(PRINTED)
        .map(f -> f.getClassName() + "." + f.getMethodName() + ":" + f.getLineNumber())
        .collect(Collectors.joining(TrapLog.BELOW));
  }
}
