package org.umbriel.symexec.explore.library;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.explore.machine.Intrinsic;

/** Models by method; a model without a descriptor stands for all overloads. */
final class Registry {
  private final Map<String, Intrinsic> models = new HashMap<>();

  /**
   * Adds a model.
   *
   * @param method {@code java/lang/Math.abs(I)I}, or without the descriptor
   */
  Registry add(String method, Intrinsic model) {
    models.put(method, model);
    return this;
  }

  @Nullable Intrinsic find(String owner, String name, String descriptor) {
    Intrinsic exact = models.get(owner + "." + name + descriptor);
    return exact != null ? exact : models.get(owner + "." + name);
  }
}
