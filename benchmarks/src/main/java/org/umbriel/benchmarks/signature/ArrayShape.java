package org.umbriel.benchmarks.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.umbriel.nativeinterop.value.Value;

/** An array, as structures have them; its values are lists. */
record ArrayShape(Shape element, int count) implements Shape {
  @Override
  public String declare(String place) {
    return element.declare(place + "[" + count + "]");
  }

  @Override
  public Object random(Random random) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(element.random(random));
    }
    return values;
  }

  @Override
  public String literal(Object value) {
    return ((List<?>) value)
        .stream().map(element::literal).collect(Collectors.joining(", ", "{", "}"));
  }

  @Override
  public String fold(String place, Object value) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append(element.fold(place + "[" + i + "]", ((List<?>) value).get(i)));
    }
    return all.toString();
  }

  @Override
  public void fold(Object value, Fold fold) {
    ((List<?>) value).forEach(each -> element.fold(each, fold));
  }

  @Override
  public Object argument(Object value) {
    return ((List<?>) value).stream().map(element::argument).toList();
  }

  @Override
  public boolean matches(Value got, Object value) {
    boolean same = true;
    for (int i = 0; i < count; i++) {
      same &= element.matches(got.element(i), ((List<?>) value).get(i));
    }
    return same;
  }
}
