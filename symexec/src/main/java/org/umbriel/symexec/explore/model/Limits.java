package org.umbriel.symexec.explore.model;

/** Where models end; a path that comes here is left out. */
final class Limits {
  private Limits() {}

  /** Beyond ASCII, the case of a text is more than the cases of its characters. */
  static void ascii(char character) {
    if (character > 127) {
      unsupported("the case of a character beyond ASCII");
    }
  }

  /** The machine has an intrinsic for this method. */
  @SuppressWarnings("DoNotCallSuggester")
  static void unsupported(String what) {
    throw new UnsupportedOperationException(what);
  }

  /** An exception's message that differs between releases: a text that nothing can look at. */
  static native String someMessage();
}
