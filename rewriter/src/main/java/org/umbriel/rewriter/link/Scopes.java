package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;

/**
 * Where a class's code starts: the methods of which one runs before any other code that relies on
 * facts. (Objects that are made without a constructor, by deserialisation, pass them by; what those
 * rely on is left to the JVM.)
 */
final class Scopes {
  private Scopes() {}

  /**
   * The methods at whose start a class has to be checked.
   *
   * @param relying the methods that rely on facts
   */
  static List<MethodReference> first(ClassUnit unit, Set<MethodReference> relying) {
    List<MethodReference> first = new ArrayList<>();
    for (MethodCode method : unit.methods()) {
      if (method.name().equals("<clinit>") && method.hasCode()) {
        return List.of(method.reference());
      }
    }
    boolean objects =
        unit.methods().stream().anyMatch(m -> !m.isStatic() && relying.contains(m.reference()));
    for (MethodCode method : unit.methods()) {
      boolean relies = relying.contains(method.reference());
      boolean starts =
          (method.isStatic() || unit.isInterface()) ? relies : (objects && method.isConstructor());
      if (starts) {
        first.add(method.reference());
      }
    }
    return first;
  }
}
