package org.umbriel.symexec.term;

import static org.umbriel.symexec.term.Operator.AND;
import static org.umbriel.symexec.term.Operator.CHOOSE;
import static org.umbriel.symexec.term.Operator.NOT;
import static org.umbriel.symexec.term.Operator.OR;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Normal form of boolean terms: conjunctions and disjunctions are flat, sorted sets; what all
 * alternatives of a disjunction share stands before it, so that two states that separated at a
 * branch merge into what they had before.
 */
final class BooleanRules {
  private static final Comparator<Term> BY_NUMBER = Comparator.comparingInt(Term::number);

  private final TermFactory factory;

  BooleanRules(TermFactory factory) {
    this.factory = factory;
  }

  Term not(Term a) {
    if (a.isLiteral()) {
      return factory.bool(a.isFalse());
    }
    if (a instanceof Operation operation && operation.operator() == NOT) {
      return operation.first();
    }
    if (a.is(OR)) {
      List<Term> negated = new ArrayList<>();
      a.arguments().forEach(part -> negated.add(not(part)));
      return and(negated);
    }
    return factory.intern(NOT, Scalar.BOOL, Scalar.BOOL.range(), List.of(a));
  }

  Term and(Collection<Term> terms) {
    Set<Term> parts = new LinkedHashSet<>();
    for (Term term : terms) {
      addFlat(AND, term, parts);
    }
    if (parts.contains(factory.bool(false)) || hasComplements(parts)) {
      return factory.bool(false);
    }
    parts.remove(factory.bool(true));
    return junction(AND, parts, true);
  }

  Term or(Collection<Term> terms) {
    Set<Term> parts = new LinkedHashSet<>();
    for (Term term : terms) {
      addFlat(OR, term, parts);
    }
    if (parts.contains(factory.bool(true)) || hasComplements(parts)) {
      return factory.bool(true);
    }
    parts.remove(factory.bool(false));
    if (parts.size() < 2) {
      return junction(OR, parts, false);
    }
    Set<Term> shared = sharedConjuncts(parts);
    if (shared.isEmpty()) {
      return junction(OR, withoutImpliedParts(parts), false);
    }
    List<Term> rests = new ArrayList<>();
    for (Term part : parts) {
      Set<Term> rest = conjuncts(part);
      rest.removeAll(shared);
      rests.add(and(rest));
    }
    shared.add(or(rests));
    return and(shared);
  }

  /** {@code a | (!a & b)} is {@code a | b}, and {@code a | (a & b)} is {@code a}. */
  private Set<Term> withoutImpliedParts(Set<Term> parts) {
    Set<Term> result = new LinkedHashSet<>();
    boolean changed = false;
    for (Term part : parts) {
      if (!part.is(AND)) {
        result.add(part);
        continue;
      }
      Set<Term> rest = conjuncts(part);
      if (rest.stream().anyMatch(parts::contains)) {
        changed = true;
        continue;
      }
      changed |= rest.removeIf(conjunct -> parts.contains(not(conjunct)));
      addFlat(OR, and(rest), result);
    }
    if (!changed) {
      return parts;
    }
    Term simpler = or(result);
    Set<Term> flat = new LinkedHashSet<>();
    addFlat(OR, simpler, flat);
    return flat;
  }

  private Set<Term> sharedConjuncts(Set<Term> parts) {
    @Nullable Set<Term> shared = null;
    for (Term part : parts) {
      Set<Term> conjuncts = conjuncts(part);
      if (shared == null) {
        shared = conjuncts;
      } else {
        shared.retainAll(conjuncts);
      }
      if (shared.isEmpty()) {
        break;
      }
    }
    return shared == null ? Set.of() : shared;
  }

  private static Set<Term> conjuncts(Term term) {
    return term.is(AND)
        ? new LinkedHashSet<>(term.arguments())
        : new LinkedHashSet<>(List.of(term));
  }

  private static void addFlat(Operator operator, Term term, Set<Term> parts) {
    if (term.is(operator)) {
      parts.addAll(term.arguments());
    } else {
      parts.add(term);
    }
  }

  private static boolean hasComplements(Set<Term> parts) {
    for (Term part : parts) {
      if (part instanceof Operation operation
          && operation.operator() == NOT
          && parts.contains(operation.first())) {
        return true;
      }
    }
    return false;
  }

  private Term junction(Operator operator, Set<Term> parts, boolean neutral) {
    if (parts.isEmpty()) {
      return factory.bool(neutral);
    }
    if (parts.size() == 1) {
      return parts.iterator().next();
    }
    List<Term> sorted = new ArrayList<>(parts);
    sorted.sort(BY_NUMBER);
    return factory.intern(operator, Scalar.BOOL, Scalar.BOOL.range(), List.copyOf(sorted));
  }

  /** The condition is neither literal nor a negation, and the alternatives differ. */
  Term choose(Term condition, Term a, Term b) {
    if (a.sort() == Scalar.BOOL) {
      return factory.or(factory.and(condition, a), factory.and(not(condition), b));
    }
    if (a instanceof Operation inner && inner.operator() == CHOOSE && inner.first() == condition) {
      return factory.choose(condition, inner.second(), b);
    }
    if (b instanceof Operation inner && inner.operator() == CHOOSE && inner.first() == condition) {
      return factory.choose(condition, a, inner.third());
    }
    if (a instanceof Operation inner && inner.operator() == CHOOSE && inner.third() == b) {
      return factory.choose(factory.and(condition, inner.first()), inner.second(), b);
    }
    if (b instanceof Operation inner && inner.operator() == CHOOSE && inner.second() == a) {
      return factory.choose(factory.or(condition, inner.first()), a, inner.third());
    }
    if (a.sort() instanceof MapSort) {
      return factory.mergeMaps(condition, a, b);
    }
    return factory.intern(CHOOSE, a.sort(), a.range().union(b.range()), List.of(condition, a, b));
  }
}
