package org.umbriel.symexec.solver.layer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Uses each condition to simplify the others: a variable that equals a constant is replaced by it,
 * a condition that stands within another is true there. Many queries are decided by that alone.
 */
final class SimplifyingSolver implements Solver {
  private static final int ROUNDS = 4;

  private final TermFactory factory;
  private final Solver next;

  SimplifyingSolver(TermFactory factory, Solver next) {
    this.factory = factory;
    this.next = next;
  }

  @Override
  public Answer check(Query query) {
    Map<Variable, Long> bindings = new HashMap<>();
    Set<Term> conditions = flat(query.conditions());
    for (int round = 0; round < ROUNDS; round++) {
      Set<Term> simpler = simplified(conditions, query.assumptions(), bindings);
      if (simpler.equals(conditions)) {
        break;
      }
      conditions = simpler;
    }
    if (conditions.contains(factory.bool(false))) {
      return new Answer.Unsat(Set.of());
    }
    if (conditions.isEmpty() && query.assumptions().isEmpty()) {
      return withBindings(new Answer.Sat(Model.empty()), bindings, query);
    }
    return withBindings(
        next.check(new Query(List.copyOf(conditions), query.assumptions())), bindings, query);
  }

  private Set<Term> flat(Collection<Term> conditions) {
    Set<Term> result = new LinkedHashSet<>();
    for (Term condition : conditions) {
      if (condition instanceof Operation operation && operation.operator() == Operator.AND) {
        result.addAll(operation.arguments());
      } else {
        result.add(condition);
      }
    }
    result.remove(factory.bool(true));
    return result;
  }

  private Set<Term> simplified(
      Set<Term> conditions, List<Variable> assumptions, Map<Variable, Long> bindings) {
    Map<Term, Term> replacements = new HashMap<>();
    List<Term> kept = new ArrayList<>();
    List<Term> rest = new ArrayList<>();
    for (Term condition : conditions) {
      if (isAbout(condition, assumptions)) {
        kept.add(condition);
      } else if (!bind(condition, replacements, bindings)) {
        (isAtom(condition) ? kept : rest).add(condition);
      }
    }
    List<Term> substituted = new ArrayList<>(Terms.substitute(factory, kept, replacements));
    for (Term fact : substituted) {
      if (!isAbout(fact, assumptions)) {
        learn(fact, replacements);
      }
    }
    substituted.addAll(Terms.substitute(factory, rest, replacements));
    return flat(substituted);
  }

  /** An assumption is no variable to be chosen: {@code not a} contradicts it. */
  private static boolean isAbout(Term condition, List<Variable> assumptions) {
    Term atom = isNot(condition) ? condition.arguments().get(0) : condition;
    return atom instanceof Variable variable && assumptions.contains(variable);
  }

  private static boolean isNot(Term term) {
    return term instanceof Operation operation && operation.operator() == Operator.NOT;
  }

  /**
   * {@code x = c}, {@code b} and {@code not b} for variables: recorded for the model and dropped.
   */
  private boolean bind(Term condition, Map<Term, Term> replacements, Map<Variable, Long> bindings) {
    boolean isNegated = isNot(condition);
    Term atom = isNegated ? condition.arguments().get(0) : condition;
    if (atom instanceof Variable variable) {
      return bind(variable, factory.bool(!isNegated), isNegated ? 0 : 1, replacements, bindings);
    }
    if (!isNegated
        && atom instanceof Operation equation
        && equation.operator() == Operator.EQUAL
        && equation.arguments().get(0) instanceof Variable variable
        && equation.arguments().get(1).isLiteral()) {
      Term literal = equation.arguments().get(1);
      return bind(variable, literal, literal.range().low(), replacements, bindings);
    }
    return false;
  }

  private static boolean bind(
      Variable variable,
      Term literal,
      long value,
      Map<Term, Term> replacements,
      Map<Variable, Long> bindings) {
    if (replacements.containsKey(variable)) {
      return false;
    }
    replacements.put(variable, literal);
    bindings.put(variable, value);
    return true;
  }

  /** Atoms are not rewritten by each other, or two equal ones would both vanish. */
  private static boolean isAtom(Term condition) {
    if (!(condition instanceof Operation operation)) {
      return true;
    }
    return switch (operation.operator()) {
      case EQUAL, LESS, SELECT -> true;
      case NOT -> isAtom(operation.arguments().get(0));
      case AND,
          OR,
          CHOOSE,
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
          TO_LONG,
          STORE,
          FILL ->
          false;
    };
  }

  private void learn(Term fact, Map<Term, Term> replacements) {
    if (fact.isLiteral()) {
      return;
    }
    if (isNot(fact)) {
      replacements.put(fact.arguments().get(0), factory.bool(false));
      return;
    }
    replacements.put(fact, factory.bool(true));
    if (fact instanceof Operation equation
        && equation.operator() == Operator.EQUAL
        && equation.arguments().get(1).isLiteral()) {
      replacements.put(equation.arguments().get(0), equation.arguments().get(1));
    }
  }

  private static Answer withBindings(Answer answer, Map<Variable, Long> bindings, Query query) {
    if (!(answer instanceof Answer.Sat sat)) {
      return answer;
    }
    Model.Builder builder = new Model.Builder().putAll(sat.model());
    bindings.forEach(builder::put);
    Model model = builder.build();
    Evaluator evaluator = new Evaluator(model);
    boolean holds = query.conditions().stream().allMatch(evaluator::isTrue);
    return holds ? new Answer.Sat(model) : new Answer.Unknown(Answer.Cause.FAILED);
  }
}
