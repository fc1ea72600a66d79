package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;

/**
 * Where a class's code starts: the methods of which one runs before any other code that relies on
 * facts. (Objects that are made without a constructor, by deserialisation, pass them by; what those
 * rely on is left to the JVM.)
 */
final class Scopes {
  private Scopes() {}

  /**
   * The methods at whose start a class has to be checked, by their place in the class.
   *
   * @param relies whether a method relies on facts
   */
  static List<Integer> first(ClassUnit unit, IntPredicate relies) {
    List<MethodCode> methods = unit.methods();
    boolean objects = false;
    for (int i = 0; i < methods.size(); i++) {
      MethodCode method = methods.get(i);
      if (method.isClassInitializer() && method.hasCode()) {
        return List.of(i);
      }
      objects |= !method.isStatic() && relies.test(i);
    }
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      MethodCode method = methods.get(i);
      boolean starts =
          (method.isStatic() || unit.isInterface())
              ? relies.test(i)
              : (objects && method.isConstructor());
      if (starts) {
        first.add(i);
      }
    }
    return first;
  }
}
