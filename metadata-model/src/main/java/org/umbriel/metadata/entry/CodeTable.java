package org.umbriel.metadata.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The one table of a family of codes, filled by the constants of the class that owns it. */
final class CodeTable<T extends Code> {
  private final BiFunction<Integer, Optional<Definition>, T> constructor;
  private final Map<Integer, T> byValue = new HashMap<>();
  private final List<T> inOrder = new ArrayList<>();

  CodeTable(BiFunction<Integer, Optional<Definition>, T> constructor) {
    this.constructor = constructor;
  }

  T standard(int value, String name, int version) {
    return define(value, Definition.standard(name, version));
  }

  T vendor(int value, String name, Vendor vendor) {
    return define(value, Definition.vendor(name, vendor));
  }

  T ours(int value, String name, String meaning) {
    return define(value, new Definition("UMBRIEL_" + name, 0, Vendor.UMBRIEL, meaning));
  }

  T define(int value, Definition definition) {
    return add(constructor.apply(value, Optional.of(definition)));
  }

  T add(T code) {
    if (byValue.putIfAbsent(code.value(), code) != null) {
      throw new IllegalStateException("code defined twice: " + code);
    }
    inOrder.add(code);
    return code;
  }

  T of(int value) {
    T known = byValue.get(value);
    return known != null ? known : constructor.apply(value, Optional.empty());
  }

  List<T> all() {
    return List.copyOf(inOrder);
  }
}
