package org.umbriel.symexec.explore.model;

/** {@code java.lang.Enum}: looks through the constants instead of a table. */
public final class EnumModel {
  private EnumModel() {}

  public static <T extends Enum<T>> T valueOf(Class<T> type, String name) {
    if (name == null) {
      throw new NullPointerException("Name is null");
    }
    for (T constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "No enum constant " + type.getName().replace('$', '.') + "." + name);
  }
}
