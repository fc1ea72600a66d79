package org.umbriel.symexec.solver.cvc5;

import io.github.cvc5.Command;
import io.github.cvc5.InputParser;
import io.github.cvc5.Result;
import io.github.cvc5.Solver;
import io.github.cvc5.SymbolManager;
import io.github.cvc5.Term;
import io.github.cvc5.TermManager;
import io.github.cvc5.modes.InputLanguage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.umbriel.symexec.term.Scalar;

/** One solver of cvc5's and what it was told as text. */
final class Session {
  private final Solver solver;
  private final SymbolManager symbols;
  private final InputParser parser;
  private List<Term> assumptions = List.of();

  Session(int limit, boolean hasAssumptions) {
    TermManager terms = new TermManager();
    solver = new Solver(terms);
    solver.setOption("rlimit-per", Integer.toString(limit));
    solver.setOption("produce-models", "true");
    solver.setOption("produce-unsat-assumptions", Boolean.toString(hasAssumptions));
    symbols = new SymbolManager(terms);
    parser = new InputParser(solver, symbols);
  }

  /**
   * Runs commands.
   *
   * @return what they print
   * @throws IllegalArgumentException if one of them fails
   */
  String run(String commands) {
    parser.setStringInput(InputLanguage.SMT_LIB_2_6, commands, "script");
    StringBuilder printed = new StringBuilder();
    for (Command command = parser.nextCommand();
        !command.isNull();
        command = parser.nextCommand()) {
      printed.append(command.invoke(solver, symbols));
    }
    if (printed.indexOf("(error") >= 0) {
      throw new IllegalArgumentException(printed.toString());
    }
    return printed.toString();
  }

  private Term parsed(String expression) {
    parser.setStringInput(InputLanguage.SMT_LIB_2_6, expression, "expression");
    return parser.nextTerm();
  }

  /** Asks whether what was asserted, and some assumptions, can hold. */
  Result check(List<String> symbolsOfAssumptions) {
    if (symbolsOfAssumptions.isEmpty()) {
      return solver.checkSat();
    }
    List<Term> all = new ArrayList<>();
    symbolsOfAssumptions.forEach(symbol -> all.add(parsed(symbol)));
    assumptions = all;
    return solver.checkSatAssuming(all.toArray(new Term[0]));
  }

  /** The positions of the assumptions without which it might be satisfiable. */
  Set<Integer> neededAssumptions() {
    Set<Integer> needed = new HashSet<>();
    for (Term term : solver.getUnsatAssumptions()) {
      int index = assumptions.indexOf(term);
      if (index >= 0) {
        needed.add(index);
      }
    }
    return needed;
  }

  /** The signed value of an expression in the model. */
  long value(String expression, Scalar sort) {
    Term value = solver.getValue(parsed(expression));
    return sort == Scalar.BOOL
        ? (value.getBooleanValue() ? 1 : 0)
        : sort.wrap(new BigInteger(value.getBitVectorValue(2), 2).longValue());
  }
}
