package org.umbriel.benchmarks.acceptance;

import java.util.List;

/** The jars that the proofs are about unless others are named. */
final class Jars {
  static final String LANG = "org.apache.commons:commons-lang3:3.17.0";
  static final String H2 = "com.h2database:h2:2.3.232";
  static final List<String> THREE = List.of(LANG, "com.google.code.gson:gson:2.11.0", H2);

  private Jars() {}
}
