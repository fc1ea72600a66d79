package org.umbriel.symexec.term;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A query as an SMT-LIB 2.6 script that asks the same of any solver: with the bounds of the
 * unknowns, and floating-point functions in the standard's theory. What occurs more than once, or
 * is long, has a definition of its own, so the text grows with the number of terms and is nowhere
 * nested deeply.
 */
public final class SmtScript {
  private static final int LONGEST_SHARED = 60;
  private static final int LONGEST = 200;

  private final Symbols symbols = new Symbols();
  private final Map<Term, String> texts = new HashMap<>();
  private final Map<Term, Integer> uses = new HashMap<>();
  private final Map<Term, String> unknowns = new LinkedHashMap<>();
  private final StringBuilder lines = new StringBuilder();
  private final SmtFloats floats = new SmtFloats(this);
  private final List<Variable> assumptions;
  private boolean hasFloats;

  private SmtScript(List<Variable> assumptions) {
    this.assumptions = assumptions;
  }

  /** The script of some conditions and assumptions. */
  public static SmtScript of(Collection<Term> conditions, List<Variable> assumptions) {
    SmtScript script = new SmtScript(assumptions);
    List<Term> roots = new ArrayList<>(conditions);
    roots.addAll(assumptions);
    List<Term> terms = Terms.within(roots);
    for (Term term : terms) {
      term.arguments().forEach(argument -> script.uses.merge(argument, 1, Integer::sum));
    }
    for (Term term : terms) {
      if (term instanceof Variable variable && FloatFunction.of(variable) == null) {
        script.declare(variable);
      }
    }
    for (Term term : terms) {
      if (term.sort() instanceof Scalar) {
        script.define(term);
      }
    }
    script.unknowns.forEach(script::bound);
    Set<String> asserted = new HashSet<>();
    for (Term condition : conditions) {
      String text = script.text(condition);
      if (asserted.add(text)) {
        script.line("(assert " + text + ")");
      }
    }
    return script;
  }

  /** Everything up to the question, and the question. */
  public String text() {
    String question =
        assumptions.isEmpty()
            ? "(check-sat)\n"
            : "(check-sat-assuming ("
                + String.join(" ", assumptions.stream().map(this::text).toList())
                + "))\n";
    return header() + lines + question;
  }

  /** Everything up to the question. */
  public String assertions() {
    return header() + lines;
  }

  private String header() {
    return "(set-logic " + (hasFloats ? "ALL" : "QF_UFBV") + ")\n";
  }

  /**
   * What an assignment chooses, arguments first, each with its text: variables, and map variables
   * applied to keys.
   */
  public Map<Term, String> unknowns() {
    return unknowns;
  }

  /** The expression that stands for a term of the script. */
  public String text(Term term) {
    String text = texts.get(term);
    if (text == null) {
      throw new IllegalArgumentException("not a scalar of this script: " + term.sort());
    }
    return text;
  }

  void line(String line) {
    lines.append(line).append('\n');
  }

  /** Declares a constant for a result, which other lines then describe. */
  String constant(Term term) {
    String symbol = symbols.of(term);
    line("(declare-fun " + symbol + " () " + ((Scalar) term.sort()).smtName() + ")");
    return symbol;
  }

  private void declare(Variable variable) {
    List<String> keys = new ArrayList<>();
    Sort sort = variable.sort();
    while (sort instanceof MapSort map) {
      keys.add(map.key().smtName());
      sort = map.value();
    }
    line(
        "(declare-fun %s (%s) %s)"
            .formatted(symbols.of(variable), String.join(" ", keys), sort.leaf().smtName()));
  }

  private void define(Term term) {
    if (term instanceof Literal literal) {
      texts.put(term, SmtLib.number((Scalar) term.sort(), literal.value()));
    } else if (term instanceof Variable) {
      texts.put(term, symbols.of(term));
      unknowns.put(term, symbols.of(term));
    } else if (term instanceof Operation operation) {
      texts.put(term, named(term, expression(operation)));
      if (operation.operator() == Operator.SELECT
          && FloatFunction.of(Terms.Application.of(operation).map()) == null) {
        unknowns.put(term, text(term));
      }
    }
  }

  private String expression(Operation operation) {
    if (operation.operator() == Operator.SELECT) {
      return application(operation, Terms.Application.of(operation));
    }
    StringBuilder text = new StringBuilder("(").append(operation.operator().smtName());
    for (Term argument : operation.arguments()) {
      text.append(' ').append(operation.operator().smtOperand(text(argument)));
    }
    return text.append(')').toString();
  }

  private String application(Operation read, Terms.Application application) {
    FloatFunction function = FloatFunction.of(application.map());
    if (function != null) {
      hasFloats = true;
      if (SmtFloats.knows(function)) {
        return floats.result(function, read, application.keys());
      }
      floats.declare(function, application.map().sort(), symbols.of(application.map()));
    }
    StringBuilder text = new StringBuilder("(").append(symbols.of(application.map()));
    application.keys().forEach(key -> text.append(' ').append(text(key)));
    return text.append(')').toString();
  }

  private String named(Term term, String text) {
    boolean isShared = uses.getOrDefault(term, 0) > 1;
    if (text.startsWith("?") || text.length() <= (isShared ? LONGEST_SHARED : LONGEST)) {
      return text;
    }
    String symbol = symbols.of(term);
    line("(define-fun %s () %s %s)".formatted(symbol, ((Scalar) term.sort()).smtName(), text));
    return symbol;
  }

  private void bound(Term term, String text) {
    Scalar sort = (Scalar) term.sort();
    Range range = term.range();
    if (!sort.range().equals(range)) {
      line(
          "(assert (and (bvsle %s %s) (bvsle %s %s)))"
              .formatted(
                  SmtLib.number(sort, range.low()), text, text, SmtLib.number(sort, range.high())));
    }
  }
}
