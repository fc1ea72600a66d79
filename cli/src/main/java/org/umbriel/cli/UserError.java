package org.umbriel.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that the person at the command line can mend. Printed as {@code umbriel: FILE: PLACE:
 * reason} and, where one is known, a second line with what to try; exit code 2.
 */
final class UserError extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  UserError(@Nullable String message) {
    this(message, "");
  }

  /**
   * An error with advice.
   *
   * @param hint a command or option to try
   */
  UserError(@Nullable String message, String hint) {
    super(message);
    this.hint = hint;
  }

  Optional<String> hint() {
    return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
  }
}
