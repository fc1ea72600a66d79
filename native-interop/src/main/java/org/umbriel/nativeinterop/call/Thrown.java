package org.umbriel.nativeinterop.call;

import java.lang.StackWalker.Option;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.machine.RegisterCall;

/**
 * What callbacks threw. It can't pass through native code, so it waits here until the Java call of
 * the same thread that the callback was made in is back.
 */
public final class Thrown {
  /** How many threads have something that waits: mostly none, which is asked after each call. */
  private static final AtomicInteger WAITING = new AtomicInteger();

  private static final ThreadLocal<@Nullable Throwable> FIRST = new ThreadLocal<>();
  private static final StackWalker WALKER =
      StackWalker.getInstance(Set.of(Option.SHOW_HIDDEN_FRAMES, Option.RETAIN_CLASS_REFERENCE));

  private Thrown() {}

  /**
   * A class whose native methods are functions, and which asks {@link #rethrow} after each call.
   */
  public interface Caller {}

  /**
   * Ends a call.
   *
   * @throws CallbackException if a callback threw since the call began
   */
  public static void rethrow() {
    if (WAITING.get() != 0) {
      Throwable thrown = FIRST.get();
      if (thrown != null) {
        FIRST.remove();
        WAITING.decrementAndGet();
        throw new CallbackException(thrown);
      }
    }
  }

  /** Keeps what a callback threw; in a thread that native code made, there is nobody to tell. */
  static void add(Throwable thrown) {
    if (!isCalledByJava()) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    } else if (FIRST.get() == null) {
      FIRST.set(thrown);
      WAITING.incrementAndGet();
    }
  }

  private static boolean isCalledByJava() {
    return WALKER.walk(
        frames ->
            frames
                .map(StackWalker.StackFrame::getDeclaringClass)
                .anyMatch(c -> c == RegisterCall.class || Caller.class.isAssignableFrom(c)));
  }
}
