package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** As much of SMT-LIB's terms (SMT-LIB 2.6, 3) as facts need: symbols, numerals and strings. */
sealed interface Term {

  /** A symbol alone, or applied to arguments. */
  record Application(String symbol, List<Term> arguments) implements Term {
    @Override
    public String toString() {
      return arguments.isEmpty()
          ? symbol
          : arguments.stream()
              .map(Term::toString)
              .collect(Collectors.joining(" ", "(" + symbol + " ", ")"));
    }
  }

  /** A number that is not negative. */
  record Numeral(int value) implements Term {
    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  /** A string literal, in which a quote is doubled. */
  record Text(String value) implements Term {
    @Override
    public String toString() {
      return '"' + value.replace("\"", "\"\"") + '"';
    }
  }

  /**
   * Reads what {@code toString} wrote.
   *
   * @throws IllegalArgumentException if it is not a term
   */
  static Term parse(String text) {
    Parser parser = new Parser(text);
    Term term = parser.term(0);
    parser.skipSpaces();
    if (parser.at < text.length()) {
      throw parser.unexpected();
    }
    return term;
  }

  /** Recursive descent. */
  final class Parser {
    private static final int DEEPEST = 100;

    private final String text;
    private int at;

    private Parser(String text) {
      this.text = text;
    }

    private Term term(int depth) {
      skipSpaces();
      if (at == text.length() || depth > DEEPEST) {
        throw unexpected();
      }
      char first = text.charAt(at);
      if (first == '"') {
        return string();
      }
      if (first == '(') {
        at++;
        return application(depth);
      }
      String word = word();
      return first >= '0' && first <= '9'
          ? new Numeral(number(word))
          : new Application(word, List.of());
    }

    private Term application(int depth) {
      skipSpaces();
      String symbol = word();
      List<Term> arguments = new ArrayList<>();
      skipSpaces();
      while (at < text.length() && text.charAt(at) != ')') {
        arguments.add(term(depth + 1));
        skipSpaces();
      }
      if (at == text.length() || arguments.isEmpty()) {
        throw unexpected();
      }
      at++;
      return new Application(symbol, List.copyOf(arguments));
    }

    private Term string() {
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char next = text.charAt(at);
        if (next == '"') {
          at++;
          if (at == text.length() || text.charAt(at) != '"') {
            return new Text(value.toString());
          }
        }
        value.append(next);
      }
      throw unexpected();
    }

    private String word() {
      int start = at;
      while (at < text.length() && " ()\"".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      if (at == start) {
        throw unexpected();
      }
      return text.substring(start, at);
    }

    private int number(String digits) {
      try {
        return Integer.parseInt(digits);
      } catch (NumberFormatException e) {
        throw unexpected();
      }
    }

    private void skipSpaces() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private IllegalArgumentException unexpected() {
      return new IllegalArgumentException("not a term at " + at + ": " + text);
    }
  }
}
