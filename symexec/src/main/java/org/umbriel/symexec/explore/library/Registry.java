package org.umbriel.symexec.explore.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.explore.machine.Intrinsic;

/**
 * Models by method; a model without a descriptor stands for all overloads. The models of a class
 * are made when its first method is looked for: making all of them is a tenth of a short run.
 */
final class Registry {
  private final Map<String, Intrinsic> models = new HashMap<>();
  private final Map<String, List<Group>> promised = new HashMap<>();
  private @Nullable Group current;

  /** Models that are made together. */
  private static final class Group {
    final Consumer<Registry> maker;
    final Set<String> owners;
    boolean isMade;

    Group(Consumer<Registry> maker, Set<String> owners) {
      this.maker = maker;
      this.owners = owners;
    }
  }

  /**
   * Promises models.
   *
   * @param maker adds them
   * @param owners all classes whose methods they stand for
   */
  void later(Consumer<Registry> maker, String... owners) {
    Group group = new Group(maker, Set.of(owners));
    for (String owner : owners) {
      promised.computeIfAbsent(owner, none -> new ArrayList<>()).add(group);
    }
  }

  /**
   * Adds a model.
   *
   * @param method {@code java/lang/Math.abs(I)I}, or without the descriptor
   */
  Registry add(String method, Intrinsic model) {
    String owner = method.substring(0, method.indexOf('.'));
    if (current == null || !current.owners.contains(owner)) {
      throw new IllegalStateException("nobody promised models of " + owner);
    }
    models.put(method, model);
    return this;
  }

  @Nullable Intrinsic find(String owner, String name, String descriptor) {
    List<Group> groups = promised.get(owner);
    if (groups == null) {
      return null;
    }
    groups.forEach(this::make);
    Intrinsic exact = models.get(owner + "." + name + descriptor);
    return exact != null ? exact : models.get(owner + "." + name);
  }

  private void make(Group group) {
    if (!group.isMade) {
      group.isMade = true;
      current = group;
      group.maker.accept(this);
      current = null;
    }
  }

  /** The classes that have models. */
  Set<String> owners() {
    return promised.keySet();
  }
}
