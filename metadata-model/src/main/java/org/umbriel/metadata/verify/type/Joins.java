package org.umbriel.metadata.verify.type;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.umbriel.metadata.verify.format.Symbols;

/**
 * Placeholders for the common superclass of classes that are not all known: their names with
 * semicolons between them, which no class's name contains.
 */
final class Joins {
  private static final String SEPARATOR = ";";
  private static final int IS_JOIN = 1 << 6;

  private final Symbols symbols;

  Joins(Symbols symbols) {
    this.symbols = symbols;
  }

  boolean isJoin(int name) {
    return (symbols.marks(name) & IS_JOIN) != 0;
  }

  /** The placeholder for two classes or placeholders. */
  int of(int one, int other) {
    TreeSet<String> names =
        Stream.of(one, other)
            .flatMap(name -> Stream.of(symbols.text(name).split(SEPARATOR)))
            .collect(Collectors.toCollection(TreeSet::new));
    int join = number(String.join(SEPARATOR, names));
    if (names.size() > 1) {
      symbols.mark(join, IS_JOIN);
    }
    return join;
  }

  /** The classes that a name, or a placeholder, stands for. */
  List<Integer> parts(int name) {
    return Stream.of(symbols.text(name).split(SEPARATOR)).map(this::number).toList();
  }

  /** The number of a name, which may not have occurred in the class so far. */
  int number(String name) {
    byte[] text = ModifiedText.encode(name);
    return symbols.intern(text, 0, text.length);
  }
}
