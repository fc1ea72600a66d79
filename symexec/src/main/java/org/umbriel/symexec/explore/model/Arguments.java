package org.umbriel.symexec.explore.model;

/** What a program's {@code main} is given: any arguments. The machine has intrinsics for these. */
final class Arguments {
  private Arguments() {}

  /** Arguments of any number, each of them any text. */
  static String[] any() {
    String[] arguments = new String[chosen(count())];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = text();
    }
    return arguments;
  }

  /** Arguments that nothing but their number will be asked of. */
  static String[] counted() {
    return ofLength(count());
  }

  /** An input that is not negative. */
  static native int count();

  /** The same number, once it has been chosen; paths with many arguments are left out. */
  static native int chosen(int count);

  /** An input. */
  static native String text();

  /** An array without elements whose length is symbolic. */
  static native String[] ofLength(int length);
}
