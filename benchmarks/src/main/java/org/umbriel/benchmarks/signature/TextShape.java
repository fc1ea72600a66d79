package org.umbriel.benchmarks.signature;

import java.util.Random;
import org.umbriel.nativeinterop.value.Value;

/** A {@code const char *}. */
record TextShape() implements Shape {
  @Override
  public String declare(String place) {
    return "const char *" + place;
  }

  @Override
  public Object random(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  @Override
  public String literal(Object value) {
    return '"' + (String) value + '"';
  }

  @Override
  public String fold(String place, Object value) {
    return "for (const char *t = %s; *t; t++) MIX(*t); MIX(0);".formatted(place);
  }

  @Override
  public void fold(Object value, Fold fold) {
    ((String) value).chars().forEach(fold::add);
    fold.add(0);
  }

  @Override
  public Object argument(Object value) {
    return value;
  }

  @Override
  public boolean matches(Value got, Object value) {
    return got.toText().equals(value);
  }

  @Override
  public boolean isPromoted() {
    return true;
  }
}
