package org.umbriel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Two runs of one build are one build. */
final class VersionTest {
  @Test
  void theBuildNamesTheCodeByItsDigests() {
    assertEquals(Version.build(), Version.build());
    assertTrue(
        Version.build()
            .matches("[^+]+(\\+[0-9a-f]{64}){3}\\+asm-\\S+ \\d+\\+z3-\\S+ \\d+\\+cvc5-\\S+ \\d+"),
        Version.build());
  }
}
