package org.umbriel.nativeinterop.call;

import java.util.Comparator;
import java.util.Optional;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.elf.ElfSymbol;
import org.umbriel.metadata.elf.MalformedObjectException;

/** The name that was probably meant. */
final class Suggestion {
  private Suggestion() {}

  /**
   * @return {@code "; did you mean sin?"}, or nothing if no name is near
   */
  static String of(String wanted, Program program) {
    try {
      Optional<String> nearest =
          program.symbols().symbols().stream()
              .filter(s -> s.isDefined() && s.isFunction())
              .map(ElfSymbol::plainName)
              .distinct()
              .filter(candidate -> distance(wanted, candidate) <= Math.max(1, wanted.length() / 4))
              .min(Comparator.comparingInt(candidate -> distance(wanted, candidate)));
      return nearest.map(name -> "; did you mean " + name + "?").orElse("");
    } catch (MalformedObjectException e) {
      return "";
    }
  }

  /** How many characters have to be changed, added or left out (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
