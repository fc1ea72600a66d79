package org.umbriel.symexec.term;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names of terms in one SMT-LIB script (2.6, section 3.1): no two terms have the same, and none is
 * one that the language or a theory uses.
 */
final class Symbols {
  private static final Set<String> TAKEN =
      Set.of(
          "and",
          "as",
          "assert",
          "bv2nat",
          "concat",
          "distinct",
          "exists",
          "extract",
          "false",
          "forall",
          "fp",
          "int2bv",
          "is",
          "ite",
          "let",
          "match",
          "NaN",
          "not",
          "or",
          "par",
          "repeat",
          "RNA",
          "RNE",
          "RTN",
          "RTP",
          "RTZ",
          "select",
          "store",
          "true",
          "xor");

  /** How names of theories begin, of what solvers add, and of definitions. */
  private static final List<String> RESERVED =
      List.of("?", "bv", "fp.", "str.", "seq.", "re.", "set.", "bag.", ".", "@", "_");

  private final Map<Term, String> names = new HashMap<>();
  private final Set<String> used = new HashSet<>(TAKEN);

  /** The symbol of a term, as it is written: the variable's name if that is possible. */
  String of(Term term) {
    String known = names.get(term);
    if (known != null) {
      return known;
    }
    String wanted =
        term instanceof Variable variable
            ? variable.name().replace('|', '_').replace('\\', '_')
            : "?" + term.number();
    String name = wanted;
    boolean isReserved = term instanceof Variable && isReserved(name);
    for (int i = 2; isReserved || !used.add(name); i++) {
      isReserved = false;
      name = "v." + wanted + "." + i;
    }
    String symbol = isSimple(name) ? name : "|" + name + "|";
    names.put(term, symbol);
    return symbol;
  }

  private static boolean isReserved(String name) {
    return RESERVED.stream().anyMatch(name::startsWith);
  }

  private static boolean isSimple(String name) {
    return !name.isEmpty()
        && !Character.isDigit(name.charAt(0))
        && name.chars()
            .allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || "_!.$<>-?".indexOf(c) >= 0);
  }
}
