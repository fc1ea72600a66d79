package org.umbriel.symexec.fact.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.classfile.Constant;

/** Numbers definitions, equal ones alike. */
public final class ValueTable {
  private final List<Definition> definitions = new ArrayList<>();
  private final Map<Definition, Integer> numbers = new HashMap<>();

  /** The value with a definition. */
  public int intern(Definition definition) {
    Integer known = numbers.get(definition);
    if (known != null) {
      return known;
    }
    int value = definitions.size();
    definitions.add(definition);
    numbers.put(definition, value);
    return value;
  }

  public int constant(int value) {
    return intern(new Definition.Literal(new Constant.IntConstant(value)));
  }

  public Definition definition(int value) {
    return definitions.get(value);
  }

  public int size() {
    return definitions.size();
  }
}
