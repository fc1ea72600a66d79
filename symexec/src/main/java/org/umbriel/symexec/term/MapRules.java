package org.umbriel.symexec.term;

import static org.umbriel.symexec.term.Operator.CHOOSE;
import static org.umbriel.symexec.term.Operator.FILL;
import static org.umbriel.symexec.term.Operator.SELECT;
import static org.umbriel.symexec.term.Operator.STORE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads are resolved when they are made: over stores, choices and fills down to variables. So a
 * solver sees only applications of uninterpreted functions, and aliasing as a case distinction on
 * equal keys.
 */
final class MapRules {
  private record Entry(Term isHere, Term value) {}

  private final TermFactory factory;

  MapRules(TermFactory factory) {
    this.factory = factory;
  }

  Term select(Term map, Term key) {
    Deque<Entry> undecided = new ArrayDeque<>();
    Term current = map;
    @Nullable Term result = null;
    while (result == null && current.is(STORE)) {
      Operation store = (Operation) current;
      Term isHere = factory.equal(store.second(), key);
      if (isHere.isTrue()) {
        result = store.third();
      } else {
        if (!isHere.isFalse()) {
          undecided.push(new Entry(isHere, store.third()));
        }
        current = store.first();
      }
    }
    if (result == null) {
      result = selectFromBase(current, key);
    }
    for (Entry entry : undecided) {
      result = factory.choose(entry.isHere(), entry.value(), result);
    }
    return result;
  }

  private Term selectFromBase(Term base, Term key) {
    if (base instanceof Operation operation && operation.operator() == FILL) {
      return operation.first();
    }
    if (base instanceof Operation choice && choice.operator() == CHOOSE) {
      return factory.choose(
          choice.first(),
          factory.select(choice.second(), key),
          factory.select(choice.third(), key));
    }
    MapSort sort = (MapSort) base.sort();
    if (key instanceof Literal literal && sort.value() instanceof Scalar scalar) {
      Term computed = compute(base, literal, scalar);
      if (computed != null) {
        return computed;
      }
    }
    if (base instanceof Variable variable
        && variable.floor() != Variable.NO_FLOOR
        && key.range().low() < variable.floor()) {
      return selectAboveFloor(variable, key, sort);
    }
    if (key instanceof Operation choice
        && choice.operator() == CHOOSE
        && (choice.second().isLiteral() || choice.third().isLiteral())) {
      return factory.choose(
          choice.first(),
          factory.select(base, choice.second()),
          factory.select(base, choice.third()));
    }
    return factory.intern(SELECT, sort.value(), base.range(), List.of(base, key));
  }

  /** A floating-point function of constants; null if it is none. */
  private @Nullable Term compute(Term base, Literal last, Scalar sort) {
    Literal first = last;
    Term map = base;
    if (base instanceof Operation select
        && select.operator() == SELECT
        && select.second() instanceof Literal literal) {
      first = literal;
      map = select.first();
    }
    FloatFunction function = map instanceof Variable variable ? FloatFunction.of(variable) : null;
    return function == null
        ? null
        : factory.literal(sort, function.apply(first.value(), last.value()));
  }

  private Term selectAboveFloor(Variable variable, Term key, MapSort sort) {
    Term zero = factory.zero(sort.value());
    if (key.range().high() < variable.floor()) {
      return zero;
    }
    Term isBelow = factory.less(key, factory.literal(sort.key(), variable.floor()));
    Term stored = factory.intern(SELECT, sort.value(), variable.range(), List.of(variable, key));
    return factory.choose(isBelow, zero, stored);
  }

  Term store(Term map, Term key, Term value) {
    MapSort sort = (MapSort) map.sort();
    if (!sort.value().equals(value.sort()) || sort.key() != key.sort()) {
      throw new IllegalArgumentException("store of " + value.sort() + " into " + sort);
    }
    if (factory.select(map, key) == value) {
      return map;
    }
    if (map instanceof Operation store && store.operator() == STORE && store.second() == key) {
      return factory.store(store.first(), key, value);
    }
    return factory.intern(STORE, sort, map.range().union(value.range()), List.of(map, key, value));
  }

  /**
   * Two maps that grew out of one by stores merge into stores on that one; so the number of cases
   * stays linear.
   */
  Term merge(Term condition, Term a, Term b) {
    Term base = commonBase(a, b);
    if (base == null) {
      return factory.intern(CHOOSE, a.sort(), a.range().union(b.range()), List.of(condition, a, b));
    }
    Set<Term> keys = new LinkedHashSet<>(keysAbove(base, a));
    keys.addAll(keysAbove(base, b));
    Term result = base;
    for (Term key : keys) {
      result =
          factory.store(
              result,
              key,
              factory.choose(condition, factory.select(a, key), factory.select(b, key)));
    }
    return result;
  }

  private static @Nullable Term commonBase(Term a, Term b) {
    Set<Term> chain = new LinkedHashSet<>();
    for (Term map = a; ; map = ((Operation) map).first()) {
      chain.add(map);
      if (!map.is(STORE)) {
        break;
      }
    }
    for (Term map = b; ; map = ((Operation) map).first()) {
      if (chain.contains(map)) {
        return map;
      }
      if (!map.is(STORE)) {
        return null;
      }
    }
  }

  private static List<Term> keysAbove(Term base, Term map) {
    List<Term> keys = new ArrayList<>();
    for (Term current = map; current != base; current = ((Operation) current).first()) {
      keys.add(0, ((Operation) current).second());
    }
    return keys;
  }
}
