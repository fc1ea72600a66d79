package org.umbriel.nativeinterop.value;

import org.jspecify.annotations.Nullable;

/**
 * What a value is for, in words that are put together only when something is wrong: {@code move:
 * parameter 1, p.x}.
 */
public final class Place {
  private final @Nullable Place outer;
  private final String step;

  private Place(@Nullable Place outer, String step) {
    this.outer = outer;
    this.step = step;
  }

  public static Place of(String words) {
    return new Place(null, words);
  }

  Place member(String name) {
    return new Place(this, "." + name);
  }

  Place element(long index) {
    return new Place(this, "[" + index + "]");
  }

  @Override
  public String toString() {
    return outer == null ? step : outer + step;
  }
}
