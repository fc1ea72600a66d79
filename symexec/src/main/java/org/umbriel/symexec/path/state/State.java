package org.umbriel.symexec.path.state;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * What is known at a point of an execution. Immutable: a step makes new states and shares what
 * stays.
 *
 * @param locals local variables of the method being executed
 * @param stack its operand stack
 * @param path what holds on the way here
 * @param sharing which new objects others may know
 * @param assumptions what the state relies on beyond the code that is being checked
 * @param initialised classes whose initialisation is over on this way
 * @param approximate whether something unknown stands for what the code does: a boolean term, since
 *     ways merge
 */
public record State(
    Values locals,
    Values stack,
    Heap heap,
    PathCondition path,
    Sharing sharing,
    Set<Assumption> assumptions,
    Set<String> initialised,
    Term approximate) {

  /** The state at the beginning of an execution. */
  public static State initial(Values locals, TermFactory factory) {
    return new State(
        locals,
        Values.EMPTY,
        Heap.initial(),
        PathCondition.start(),
        Sharing.NOTHING,
        Set.of(),
        Set.of(),
        factory.bool(false));
  }

  /** With a condition added; empty if that contradicts what is known. */
  public Optional<State> assume(Term condition, TermFactory factory) {
    if (condition.isFalse() || path.contains(factory.not(condition))) {
      return Optional.empty();
    }
    if (condition instanceof Operation operation && operation.operator() == Operator.AND) {
      Optional<State> state = Optional.of(this);
      for (Term part : operation.arguments()) {
        state = state.flatMap(s -> s.assume(part, factory));
      }
      return state;
    }
    return Optional.of(withPath(path.and(condition)));
  }

  public State push(Term value) {
    return withStack(stack.push(value));
  }

  public State pop(int count) {
    return withStack(stack.pop(count));
  }

  public Term top(int depth) {
    return stack.top(depth);
  }

  public State withLocal(int slot, @Nullable Term value) {
    return withFrame(locals.with(slot, value), stack);
  }

  public State withStack(Values values) {
    return withFrame(locals, values);
  }

  public State withFrame(Values newLocals, Values newStack) {
    return new State(
        newLocals, newStack, heap, path, sharing, assumptions, initialised, approximate);
  }

  public State withHeap(Heap changed) {
    return new State(locals, stack, changed, path, sharing, assumptions, initialised, approximate);
  }

  private State withPath(PathCondition changed) {
    return new State(locals, stack, heap, changed, sharing, assumptions, initialised, approximate);
  }

  private State withSharing(Sharing changed) {
    return new State(locals, stack, heap, path, changed, assumptions, initialised, approximate);
  }

  /** With more assumptions behind it. */
  public State relyingOn(Set<Assumption> more) {
    if (assumptions.containsAll(more)) {
      return this;
    }
    return new State(
        locals, stack, heap, path, sharing, union(assumptions, more), initialised, approximate);
  }

  /** From here on a class is known to be initialised. */
  public State initialise(String className) {
    return new State(
        locals,
        stack,
        heap,
        path,
        sharing,
        assumptions,
        union(initialised, Set.of(className)),
        approximate);
  }

  /** From here on something unknown stands for what the code does. */
  public State approximated(TermFactory factory) {
    return new State(
        locals, stack, heap, path, sharing, assumptions, initialised, factory.bool(true));
  }

  /** The term that describes a place. */
  public Term contents(Place place, Unknowns unknowns) {
    return heap.contents(place, unknowns);
  }

  /** What an object holds at a place. */
  public Term read(Place place, Term object, Unknowns unknowns) {
    return unknowns.factory().select(contents(place, unknowns), object);
  }

  /** With another value at a place of an object. */
  public State write(Place place, Term object, Term value, Unknowns unknowns) {
    return withHeap(
        heap.with(place, unknowns.factory().store(contents(place, unknowns), object, value)));
  }

  /** A new object, of which nobody else knows; its reference. */
  public State allocate(int object) {
    return withSharing(sharing.allocate(object));
  }

  /** Whether an object was allocated on this way and nobody else knows of it. */
  public boolean isUnshared(Term reference) {
    return reference instanceof Literal literal
        && sharing.allocated().contains((int) literal.value())
        && !sharing.shared().contains((int) literal.value());
  }

  /** Others may now know the objects that a reference may lead to. */
  public State share(Term reference) {
    if (reference.sort() != Scalar.REFERENCE || reference.range().low() >= 0) {
      return this;
    }
    return withSharing(sharing.share(newObjectsIn(reference)));
  }

  /** The objects allocated by the execution that a reference says by name that it may lead to. */
  public static Set<Integer> newObjectsIn(Term reference) {
    Set<Integer> objects = new TreeSet<>();
    collectNewObjects(reference, objects, new HashSet<>());
    return objects;
  }

  /** The objects that others may know now and did not in an earlier state. */
  public Set<Integer> sharedBeyond(State earlier) {
    Set<Integer> objects = new TreeSet<>(sharing.shared());
    objects.removeAll(earlier.sharing.shared());
    return objects;
  }

  private static void collectNewObjects(Term reference, Set<Integer> objects, Set<Term> seen) {
    if (!seen.add(reference)) {
      return;
    }
    if (reference instanceof Literal literal && literal.value() < 0) {
      objects.add((int) literal.value());
    } else if (reference instanceof Operation choice && choice.operator() == Operator.CHOOSE) {
      collectNewObjects(choice.arguments().get(1), objects, seen);
      collectNewObjects(choice.arguments().get(2), objects, seen);
    }
  }

  /** The references that code which is not executed here may have. */
  public Range knownObjects() {
    return sharing.known();
  }

  /** An unknown value that such code makes. */
  public Term unknown(String hint, Unknowns.Origin origin, Unknowns unknowns) {
    return unknowns.value(hint, origin, knownObjects());
  }

  /** Something unknown has happened: only what it cannot change is still known. */
  public State afterUnknownCode(Unknowns unknowns) {
    return afterWrites(place -> true, unknowns);
  }

  /** The same, where only some places can have been written. */
  public State afterWrites(Predicate<Place> written, Unknowns unknowns) {
    return withHeap(heap.changed(unknowns.nextMoment(), written, sharing, unknowns));
  }

  /** A constructor that is not executed here has written the final fields of an object. */
  public State afterUnknownConstructor(Term object, Unknowns unknowns) {
    return withHeap(heap.constructed(object, unknowns.nextMoment(), sharing, unknowns));
  }

  /** One state for several ways to the same point. */
  public static State merge(List<State> states, Unknowns unknowns) {
    State merged = states.get(states.size() - 1);
    for (int i = states.size() - 2; i >= 0; i--) {
      merged = states.get(i).merge(merged, unknowns);
    }
    return merged;
  }

  private State merge(State other, Unknowns unknowns) {
    TermFactory factory = unknowns.factory();
    PathCondition common = path.common(other.path);
    List<Term> mine = path.conjunctsSince(common);
    List<Term> others = other.path.conjunctsSince(common);
    Term thisWay = factory.and(mine);
    boolean separatedByBranch =
        !mine.isEmpty() && !others.isEmpty() && others.get(0).equals(factory.not(mine.get(0)));
    Term choice = separatedByBranch ? mine.get(0) : thisWay;
    PathCondition merged = common;
    Term either = factory.or(thisWay, factory.and(others));
    for (Term part :
        either instanceof Operation and && and.operator() == Operator.AND
            ? either.arguments()
            : List.of(either)) {
      merged = merged.and(part);
    }
    Set<String> bothInitialised = new HashSet<>(initialised);
    bothInitialised.retainAll(other.initialised);
    return new State(
        merge(locals, other.locals, choice, factory),
        merge(stack, other.stack, choice, factory),
        heap.merge(choice, other.heap, unknowns),
        merged,
        sharing.merge(other.sharing),
        union(assumptions, other.assumptions),
        bothInitialised.size() == initialised.size() ? initialised : bothInitialised,
        factory.choose(choice, approximate, other.approximate));
  }

  private static Values merge(Values a, Values b, Term choice, TermFactory factory) {
    Values result = a;
    for (int i = 0; i < a.size(); i++) {
      Term first = a.get(i);
      Term second = b.get(i);
      if (first != second) {
        result =
            first != null && second != null && first.sort().equals(second.sort())
                ? result.with(i, factory.choose(choice, first, second))
                : result.with(i, null);
      }
    }
    return result;
  }

  private static <T> Set<T> union(Set<T> some, Set<T> more) {
    if (some.containsAll(more)) {
      return some;
    }
    Set<T> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }
}
