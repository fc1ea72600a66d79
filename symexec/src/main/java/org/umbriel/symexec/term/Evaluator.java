package org.umbriel.symexec.term;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes scalar terms under an assignment. */
public final class Evaluator {
  private final Assignment assignment;
  private final Map<Term, Long> values = new HashMap<>();

  public Evaluator(Assignment assignment) {
    this.assignment = assignment;
  }

  /** The value of a scalar term; booleans are 0 and 1. */
  public long value(Term term) {
    if (!values.containsKey(term)) {
      evaluate(List.of(term));
    }
    return known(term);
  }

  /**
   * Computes terms at once.
   *
   * @param sorted arguments before what they are arguments of, as {@link Terms#within} gives them
   */
  public void evaluateAll(List<Term> sorted) {
    for (Term term : sorted) {
      if (term.sort() instanceof Scalar) {
        values.put(term, compute(term));
      }
    }
  }

  public boolean isTrue(Term term) {
    return value(term) != 0;
  }

  private long known(Term term) {
    Long value = values.get(term);
    if (value == null) {
      throw new IllegalArgumentException("not a scalar: " + term.sort());
    }
    return value;
  }

  private void evaluate(Collection<Term> roots) {
    for (Term term : Terms.within(roots)) {
      if (term.sort() instanceof Scalar && !values.containsKey(term)) {
        values.put(term, compute(term));
      }
    }
  }

  private long compute(Term term) {
    if (term instanceof Literal literal) {
      return literal.value();
    }
    if (term instanceof Variable variable) {
      return assignment.value(variable);
    }
    Operation operation = (Operation) term;
    List<Term> arguments = operation.arguments();
    return switch (operation.operator()) {
      case AND -> arguments.stream().allMatch(argument -> known(argument) != 0) ? 1 : 0;
      case OR -> arguments.stream().anyMatch(argument -> known(argument) != 0) ? 1 : 0;
      case CHOOSE ->
          known(arguments.get(0)) != 0 ? known(arguments.get(1)) : known(arguments.get(2));
      case SELECT -> read(Terms.Application.of(operation));
      case NOT,
          EQUAL,
          LESS,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          REMAINDER,
          BIT_AND,
          BIT_OR,
          BIT_XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          SHIFT_RIGHT_UNSIGNED,
          TO_BYTE,
          TO_SHORT,
          TO_CHAR,
          TO_INT,
          TO_LONG ->
          Arithmetic.apply(
              operation.operator(),
              (Scalar) operation.first().sort(),
              known(operation.first()),
              known(arguments.get(arguments.size() - 1)));
      case STORE, FILL -> throw new IllegalArgumentException("a map is no scalar");
    };
  }

  private long read(Terms.Application application) {
    List<Long> keys = new ArrayList<>();
    application.keys().forEach(key -> keys.add(known(key)));
    FloatFunction function = FloatFunction.of(application.map());
    if (function != null) {
      return function.apply(keys.get(0), keys.get(keys.size() - 1));
    }
    return assignment.value(application.map(), keys);
  }
}
