package org.umbriel.rewriter.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.classfile.MethodReference;

/** The changes that are wanted of one class, in the order in which services asked for them. */
public final class Edits {
  public static final Edits NONE = new Edits(List.of());

  private final Map<MethodReference, List<Edit>> byMethod = new LinkedHashMap<>();

  public Edits(List<Edit> edits) {
    for (Edit edit : edits) {
      byMethod.computeIfAbsent(edit.method(), m -> new ArrayList<>()).add(edit);
    }
  }

  public boolean isEmpty() {
    return byMethod.isEmpty();
  }

  /** The changes of one method, in order. */
  public List<Edit> of(MethodReference method) {
    return List.copyOf(byMethod.getOrDefault(method, List.of()));
  }

  /** These changes, then those of another service. */
  public Edits and(Edits later) {
    List<Edit> all = new ArrayList<>();
    byMethod.values().forEach(all::addAll);
    later.byMethod.values().forEach(all::addAll);
    return new Edits(all);
  }

  /** These changes but for one method. */
  public Edits without(MethodReference method) {
    Edits rest = new Edits(List.of());
    byMethod.forEach(
        (m, edits) -> {
          if (!m.equals(method)) {
            rest.byMethod.put(m, edits);
          }
        });
    return rest;
  }
}
