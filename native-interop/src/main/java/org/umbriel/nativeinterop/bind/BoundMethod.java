package org.umbriel.nativeinterop.bind;

import java.lang.reflect.Method;
import java.util.Optional;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.type.FunctionType;

/**
 * A method of an interface and the function that it is.
 *
 * @param direct empty if its calls are {@link NativeFunction#call}
 */
record BoundMethod(Method method, NativeFunction function, Optional<DirectCall> direct) {
  static BoundMethod of(Method method, NativeFunction function) {
    FunctionType type = function.type();
    int given = method.getParameterCount();
    int fewest = type.parameters().size();
    if (given < fewest || (given > fewest && !type.isVariadic())) {
      throw new NativeException(
          method + " has " + given + " parameters, but " + function + " takes " + fewest);
    }
    return new BoundMethod(method, function, DirectCall.of(method, function));
  }
}
