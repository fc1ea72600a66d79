package org.umbriel.nativeinterop.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java code that native code calls. */
@FunctionalInterface
public interface Callback {
  /**
   * One call. What it throws does not pass through native code: the caller gets zero, and the
   * exception ends the Java call that the callback was made in.
   *
   * @return a value of the result's type; anything, such as {@code 0} or null, if that is {@code
   *     void}
   */
  @Nullable Object call(List<Value> arguments);
}
