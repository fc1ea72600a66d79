package org.umbriel.symexec.explore.model;

/** {@code java.lang.Integer}: digits without tables. */
public final class IntegerModel {
  private IntegerModel() {}

  public static String toString(int value) {
    return LongModel.toString(value);
  }
}
