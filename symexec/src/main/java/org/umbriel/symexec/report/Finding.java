package org.umbriel.symexec.report;

import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Witness;

/**
 * A refuted site.
 *
 * @param certain whether every path that reaches the site fails there
 */
public record Finding(CheckSite site, Witness witness, Level level, boolean certain) {

  /** What the replay saw: {@code java.lang.ArithmeticException: / by zero}. */
  String thrown() {
    String exception = JavaNames.type(witness.exception());
    return witness.message().isEmpty() ? exception : exception + ": " + witness.message();
  }

  /** What variables hold at a step of the path: {@code chars = {}, n = 0}. */
  static String values(Witness.Step step) {
    return step.values().entrySet().stream()
        .map(e -> e.getKey() + " = " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
