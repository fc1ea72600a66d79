package org.umbriel.metadata.verify.type;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.verify.format.ClassShape;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.format.Symbols;
import org.umbriel.metadata.verify.result.LinkFact;

/**
 * What may be used as what (JVMS 4.10.1.2), for one class at a time. Interfaces count as {@code
 * Object}; where a class is not known the answer is yes, and the fact is assumed.
 */
public final class Assignability {
  private static final int CACHE = 1 << 8;

  private final Surroundings surroundings;
  private final Assumptions assumptions;
  private final Supers supers;
  private final Joins joins;
  private final long[] cachedPairs = new long[CACHE];
  private final boolean[] cachedAnswers = new boolean[CACHE];
  private ClassShape shape;

  /** Answers by a hierarchy; {@link #reset} comes first. */
  public Assignability(Hierarchy hierarchy, Assumptions assumptions, ClassShape first) {
    this.surroundings = new Surroundings(hierarchy, assumptions, first);
    this.assumptions = assumptions;
    this.supers = new Supers(surroundings, assumptions, first);
    this.joins = new Joins(first.symbols());
    this.shape = first;
  }

  /** Starts with the next class. */
  public void reset(ClassShape next) {
    shape = next;
    assumptions.reset();
    surroundings.reset(next);
    supers.reset(next);
    Arrays.fill(cachedPairs, 0);
  }

  /** The class's relation to its superclasses. */
  public Supers supers() {
    return supers;
  }

  /** Whether a value may stand where another type is expected; {@code TOP} takes everything. */
  public boolean isAssignable(int from, int to) {
    if (from == to || to == Types.TOP) {
      return true;
    }
    return (from & to) < 0 && isReferenceAssignable(from, to);
  }

  private boolean isReferenceAssignable(int from, int to) {
    if (from == Types.NULL || to == Types.OBJECT) {
      return true;
    }
    if (to == Types.NULL) {
      return false;
    }
    int dimensions = Types.dimensions(to);
    int fromDimensions = Types.dimensions(from);
    if (dimensions == 0) {
      return isElementAssignable(from, fromDimensions, Types.name(to));
    }
    if (fromDimensions < dimensions || Types.isOfPrimitive(to)) {
      return false;
    }
    int left = fromDimensions - dimensions;
    if (left == 0 && Types.isOfPrimitive(from)) {
      return false;
    }
    return isElementAssignable(from, left, Types.name(to));
  }

  /** From a reference with dimensions left to a class. */
  private boolean isElementAssignable(int from, int dimensions, int to) {
    if (to == KnownName.OBJECT) {
      return true;
    }
    if (dimensions > 0) {
      return to == KnownName.CLONEABLE || to == KnownName.SERIALIZABLE;
    }
    return isClassAssignable(Types.name(from), to);
  }

  /** From one class, by the number of its name, to another. */
  public boolean isClassAssignable(int from, int to) {
    if (from == to) {
      return true;
    }
    if (joins.isJoin(from) || joins.isJoin(to)) {
      return isJoinAssignable(from, to);
    }
    long pair = (long) from << 32 | to;
    int slot = (from * 31 + to) & CACHE - 1;
    if (cachedPairs[slot] == pair) {
      return cachedAnswers[slot];
    }
    Optional<ClassInfo> target = surroundings.find(to);
    if (target.isPresent() && target.get().isInterface()) {
      return remember(slot, pair, true);
    }
    Optional<ClassInfo> value = target.isEmpty() ? target : surroundings.find(from);
    Optional<Boolean> answer =
        value.isEmpty()
            ? Optional.empty()
            : surroundings.isSubclass(value.get(), target.orElseThrow().name());
    if (answer.isEmpty()) {
      assumeSubtype(from, to);
      return true;
    }
    return remember(slot, pair, answer.get());
  }

  /**
   * Whether one class is known to be another, a subclass of it, or the other an interface: where
   * paths meet nothing is assumed, only at uses.
   */
  public boolean isCertainlyAssignable(int from, int to) {
    if (from == to) {
      return true;
    }
    if (joins.isJoin(from) || joins.isJoin(to)) {
      return joins.isJoin(to) && joins.parts(to).containsAll(joins.parts(from));
    }
    Optional<ClassInfo> target = surroundings.find(to);
    if (target.isEmpty() || target.get().isInterface()) {
      return target.isPresent();
    }
    return surroundings
        .find(from)
        .flatMap(value -> surroundings.isSubclass(value, target.get().name()))
        .orElse(false);
  }

  private boolean isJoinAssignable(int from, int to) {
    List<Integer> parts = joins.parts(from);
    if (joins.isJoin(to)) {
      return joins.parts(to).containsAll(parts);
    }
    boolean all = true;
    for (int part : parts) {
      all &= isClassAssignable(part, to);
    }
    return all;
  }

  private boolean remember(int slot, long pair, boolean answer) {
    cachedPairs[slot] = pair;
    cachedAnswers[slot] = answer;
    return answer;
  }

  /** Assumes that one class is another, a subclass of it, or that the other is an interface. */
  public void assumeSubtype(int from, int to) {
    Symbols symbols = shape.symbols();
    String value = symbols.text(from);
    String target = symbols.text(to);
    assumptions.assume(
        "subtype " + value + " " + target, place -> new LinkFact.Subtype(value, target, place));
  }

  /**
   * Whether the receiver of a protected member of a superclass is of the class itself (JVMS
   * 4.10.1.8). An interface that is verified stands for {@code Object}, except for values of type
   * {@code Object}.
   */
  public boolean isOwnReceiver(int receiver) {
    int self = shape.thisClass();
    if (receiver == Types.NULL || receiver == Types.object(self)) {
      return true;
    }
    if (!Types.isReference(receiver)) {
      return false;
    }
    if (shape.isInterface()) {
      return receiver != Types.OBJECT && !Types.isArray(receiver);
    }
    return !Types.isArray(receiver) && isClassAssignable(Types.name(receiver), self);
  }

  /** Whether a name is known to be an interface; empty if the class is not known. */
  public Optional<Boolean> isInterface(int name) {
    return surroundings.find(name).map(ClassInfo::isInterface);
  }

  /**
   * The closest common superclass of two classes, neither of which is known to be an interface. If
   * a class on the way is unknown it is a placeholder for both: what is assignable from it is
   * assumed of each.
   */
  public int commonSuperclass(int one, int other) {
    return joins.isJoin(one) || joins.isJoin(other)
        ? joins.of(one, other)
        : knownCommonSuperclass(one, other).orElseGet(() -> joins.of(one, other));
  }

  private Optional<Integer> knownCommonSuperclass(int one, int other) {
    Optional<ClassInfo> at = surroundings.find(one);
    Optional<ClassInfo> second = surroundings.find(other);
    while (at.isPresent() && second.isPresent()) {
      String name = at.get().name();
      Optional<Boolean> reached = surroundings.isSubclass(second.get(), name);
      if (reached.isEmpty()) {
        return Optional.empty();
      }
      if (reached.get()) {
        return Optional.of(joins.number(name));
      }
      at = at.get().superName().flatMap(surroundings::find);
    }
    return Optional.empty();
  }
}
