package org.umbriel.symexec.path;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.summary.LocalFacts;
import org.umbriel.symexec.summary.ValueFact;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Adds to a state what others know to hold there, each fact behind a guard that stands for its
 * assumptions.
 */
final class Facts {
  private final Execution execution;
  private final TermFactory factory;

  Facts(Execution execution) {
    this.execution = execution;
    this.factory = execution.factory();
  }

  /** A state in which facts hold of a value. */
  State assume(State state, Term value, List<ValueFact> facts) {
    State known = state;
    for (ValueFact fact : facts) {
      Optional<Term> claim = claim(state, value, fact);
      if (claim.isPresent()) {
        known = execution.assume(known, claim.get(), fact.assumptions());
      }
    }
    return known;
  }

  /** A state in which facts hold of its local variables. */
  State assume(State state, LocalFacts facts) {
    State known = state;
    for (var values : facts.values().entrySet()) {
      Term value = valueAt(state, values.getKey());
      known = value == null ? known : assume(known, value, values.getValue());
    }
    for (LocalFacts.Order order : facts.orders()) {
      Optional<Term> claim = claim(state, order);
      if (claim.isPresent()) {
        known = execution.assume(known, claim.get(), order.assumptions());
      }
    }
    return known;
  }

  private static @Nullable Term valueAt(State state, int slot) {
    return slot < state.locals().size() ? state.locals().get(slot) : null;
  }

  private Optional<Term> claim(State state, Term value, ValueFact fact) {
    Scalar sort = (Scalar) value.sort();
    if (value.isLiteral()) {
      return Optional.empty();
    }
    boolean isReference = sort == Scalar.REFERENCE;
    if (isReference && fact instanceof ValueFact.NonNull) {
      return Optional.of(factory.distinct(value, factory.reference(0)));
    } else if (isReference && fact instanceof ValueFact.Null) {
      return Optional.of(factory.equal(value, factory.reference(0)));
    } else if (isReference && fact instanceof ValueFact.InstanceOf type) {
      return typeClaim(value, type.type());
    } else if (isReference && fact instanceof ValueFact.LengthWithin bounds) {
      Term length = state.read(Place.LENGTH, value, execution.unknowns());
      return Optional.of(unlessNull(value, within(length, bounds.low(), bounds.high())));
    } else if (!isReference && fact instanceof ValueFact.Within bounds) {
      return Optional.of(within(value, bounds.low(), bounds.high()));
    } else if (!isReference && fact instanceof ValueFact.NonZero) {
      return Optional.of(factory.distinct(value, factory.zero(sort)));
    }
    return Optional.empty();
  }

  /** What the verifier guarantees already is no news. */
  private Optional<Term> typeClaim(Term value, String type) {
    boolean isKnown = execution.types().guaranteedType(value).filter(type::equals).isPresent();
    return isKnown
        ? Optional.empty()
        : Optional.of(
            factory.or(
                factory.equal(value, factory.reference(0)),
                execution.types().isInstance(value, type)));
  }

  private Term within(Term value, long low, long high) {
    Scalar sort = (Scalar) value.sort();
    Range range = value.range();
    Term claim = factory.bool(true);
    if (low > range.low() && low <= range.high()) {
      claim = factory.lessOrEqual(factory.literal(sort, low), value);
    }
    if (high < range.high() && high >= range.low()) {
      claim = factory.and(claim, factory.lessOrEqual(value, factory.literal(sort, high)));
    }
    return claim;
  }

  /** {@code slot - other <= most}, in 64 bits, where it cannot overflow. */
  private Optional<Term> claim(State state, LocalFacts.Order order) {
    Term slot = valueAt(state, order.slot());
    Term other = valueAt(state, order.other());
    if (slot == null || other == null || slot.sort() != Scalar.INT) {
      return Optional.empty();
    }
    boolean isArray = order.ofLength() && other.sort() == Scalar.REFERENCE;
    if (!isArray && other.sort() != Scalar.INT) {
      return Optional.empty();
    }
    Term bound = isArray ? state.read(Place.LENGTH, other, execution.unknowns()) : other;
    Term claim = atMost(slot, bound, order.most());
    return Optional.of(isArray ? unlessNull(other, claim) : claim);
  }

  private Term atMost(Term slot, Term bound, long most) {
    if (most == 0) {
      return factory.lessOrEqual(slot, bound);
    } else if (most == -1) {
      return factory.less(slot, bound);
    }
    Term difference = factory.subtract(factory.toLong(slot), factory.toLong(bound));
    return factory.lessOrEqual(difference, factory.longValue(most));
  }

  /** Null has no length, whatever is said of it. */
  private Term unlessNull(Term array, Term claim) {
    return factory.or(factory.equal(array, factory.reference(0)), claim);
  }
}
