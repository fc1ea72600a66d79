package org.umbriel.symexec.fact.method;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.Place;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/** Reads and writes of the heap, and what calls do to what is known of it. */
final class HeapEffects {
  private static final Optional<Support> UNCHANGED = Optional.of(Support.NONE);

  private final ValueGraph graph;
  private final World world;
  private final State state;

  HeapEffects(ValueGraph graph, World world, State state) {
    this.graph = graph;
    this.world = world;
    this.state = state;
  }

  /** What a constructor or class initialiser finds: its own fields hold zeroes. */
  void zeroFields(List<FieldUnit> fields, int self) {
    for (FieldUnit field : fields) {
      boolean own = field.isStatic() == (self == ValueGraph.NONE);
      if (own && !hasConstant(field) && !field.isVolatile()) {
        int zero = graph.table().intern(new Definition.Literal(defaultOf(field.descriptor())));
        state.setContent(placeOf(field, self), zero, Support.NONE);
      }
    }
    if (self != ValueGraph.NONE) {
      state.confine(self, Support.NONE);
    }
  }

  /** The JVM itself writes it before the initialiser runs; static fields only (JVMS 4.7.2). */
  private static boolean hasConstant(FieldUnit field) {
    return field.isStatic() && field.constantValue().isPresent();
  }

  private static Constant defaultOf(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'L', '[' -> new Constant.NullConstant();
      case 'J' -> new Constant.LongConstant(0);
      case 'F' -> new Constant.FloatConstant(0);
      case 'D' -> new Constant.DoubleConstant(0);
      default -> new Constant.IntConstant(0);
    };
  }

  private Place placeOf(FieldUnit field, int base) {
    FieldReference reference = field.reference();
    return field.isStatic()
        ? new Place.OfClass(reference, field.isFinal())
        : new Place.OfObject(state.canonical(base), reference, field.isFinal());
  }

  /** The class is initialised here, if it was not before: its initialiser may run. */
  void initialise(String className) {
    if (!world.initialisesQuietly(className)) {
      change(Effects.ANYTHING, Support.NONE, List.of());
    }
  }

  /** Gives a read its value; false if it is not known yet that the read can complete. */
  boolean readField(FieldUnit field, int base, int result) {
    if (field.isVolatile()) {
      change(Effects.ANYTHING, Support.NONE, List.of());
    }
    Place place = placeOf(field, base);
    Optional<Support> own = base == ValueGraph.NONE ? Optional.empty() : state.confinement(base);
    if (readAgain(place, result, own.orElseGet(() -> world.rereading(field)))) {
      return isNonNullAnyway(field, base, result);
    }
    Optional<Fact> content = world.content(field);
    if (content.isEmpty()) {
      return false;
    }
    state.define(result, withZero(content.get(), field, base));
    if (!field.isVolatile()) {
      state.setContent(place, result, Support.NONE);
    }
    return true;
  }

  /** What is known of the field at any time may rest on less than the last content does. */
  private boolean isNonNullAnyway(FieldUnit field, int base, int result) {
    ReferenceFact known = state.reference(result);
    return !known.isNonNull()
        || known.nullnessSupport().isEmpty()
        || world
            .content(field)
            .map(c -> withZero(c, field, base))
            .filter(c -> c instanceof ReferenceFact reference && reference.isNonNull())
            .map(c -> ((ReferenceFact) c).nullnessSupport())
            .map(s -> state.refineNullness(result, Nullness.NON_NULL, s))
            .orElse(true);
  }

  /** A field holds zero too while its initialiser has not written it. */
  private Fact withZero(Fact content, FieldUnit field, int base) {
    boolean unassigned =
        isUnderConstruction(field, base) && !state.assigned().contains(field.reference());
    if (!unassigned || hasConstant(field)) {
      return content;
    }
    Fact zero = ValueBasis.ofConstant(defaultOf(field.descriptor()));
    return content.join(zero, world.types());
  }

  private boolean isUnderConstruction(FieldUnit field, int base) {
    if (!field.owner().equals(graph.method().owner())) {
      return false;
    }
    return field.isStatic()
        ? graph.method().isClassInitializer()
        : graph.method().isConstructor() && isThis(base);
  }

  private boolean isThis(int value) {
    return value != ValueGraph.NONE
        && graph.definition(state.canonical(value)) instanceof Definition.Argument argument
        && argument.position() == 0;
  }

  /** Gives a read the value that the place is known to hold; false if it is not known. */
  boolean readAgain(Place place, int result, Support support) {
    Optional<Place.Content> content = state.content(place);
    if (content.isEmpty()) {
      return false;
    }
    Support all = support.union(content.get().support());
    copy(result, content.get().value(), all);
    state.setContent(place, result, content.get().support());
    return true;
  }

  /** One value equals another, as long as some premises hold. */
  void copy(int result, int source, Support support) {
    if (state.canonical(result) == state.canonical(source)) {
      return;
    }
    if (support.isEmpty()) {
      state.alias(result, source);
      return;
    }
    Fact fact = state.fact(source);
    if (fact instanceof ReferenceFact reference && reference.type().name().startsWith("[")) {
      int length = state.basis().lengthOf(result);
      int sourceLength = state.basis().lengthOf(state.canonical(source));
      state.define(length, state.fact(sourceLength).restingOn(support));
      equal(length, sourceLength, support);
    }
    state.define(result, fact.restingOn(support));
    if (fact instanceof NumberFact) {
      equal(result, source, support);
    }
  }

  private void equal(int value, int other, Support support) {
    state.addDifference(value, other, 0, support);
    state.addDifference(other, value, 0, support);
  }

  void storeField(FieldUnit field, int base, int value) {
    Place place = placeOf(field, base);
    state.release(value);
    state.review(p -> isSameField(p, place) ? untouched(p, place) : UNCHANGED);
    if (!field.isVolatile() && fits(field.descriptor(), value)) {
      state.setContent(place, value, Support.NONE);
    }
    if (isUnderConstruction(field, base)) {
      Set<FieldReference> assigned = new HashSet<>(state.assigned());
      assigned.add(field.reference());
      state.setAssigned(assigned);
    }
  }

  /** What a field narrower than int holds may not be what was stored (JVMS 6.5.putfield). */
  private boolean fits(String descriptor, int value) {
    return switch (descriptor.charAt(0)) {
      case 'Z', 'B', 'C', 'S' ->
          Interval.ofType(descriptor.charAt(0)).includes(state.number(value).interval());
      default -> true;
    };
  }

  private static boolean isSameField(Place place, Place other) {
    if (place instanceof Place.OfObject a && other instanceof Place.OfObject b) {
      return a.field().equals(b.field());
    }
    return place.equals(other);
  }

  /** Two objects are surely different if one is known by one name only. */
  private Optional<Support> untouched(Place place, Place written) {
    if (place instanceof Place.OfObject a && written instanceof Place.OfObject b) {
      return distinct(a.base(), b.base());
    }
    return Optional.empty();
  }

  private Optional<Support> distinct(int a, int b) {
    return a == b ? Optional.empty() : state.confinement(a).or(() -> state.confinement(b));
  }

  void storeElement(Opcode opcode, int array, int index, int value) {
    state.release(value);
    int base = state.canonical(array);
    state.review(
        p ->
            p instanceof Place.Element element
                ? untouchedElement(element, base, index)
                : UNCHANGED);
    boolean whole =
        switch (opcode) {
          case BASTORE, CASTORE, SASTORE -> false;
          default -> true;
        };
    if (whole) {
      state.setContent(new Place.Element(base, state.canonical(index)), value, Support.NONE);
    }
  }

  private Optional<Support> untouchedElement(Place.Element element, int array, int index) {
    if (element.array() != array) {
      return distinct(element.array(), array);
    }
    NumberFact mine = state.number(index);
    NumberFact theirs = state.number(element.index());
    return mine.interval().meet(theirs.interval()).isEmpty()
        ? Optional.of(mine.support().union(theirs.support()))
        : Optional.empty();
  }

  void call(MethodSummary summary, List<Integer> arguments, Instruction.Invoke call) {
    Support effects = summary.effectsSupport();
    for (int position = 0; position < arguments.size(); position++) {
      int argument = arguments.get(position);
      Optional<Support> confinement = state.confinement(argument);
      if (confinement.isPresent() && summary.lent().containsKey(position)) {
        state.confine(argument, confinement.get().union(effects));
      } else {
        state.release(argument);
      }
    }
    if (call.method().isConstructor()) {
      construct(arguments.get(0), call.method().owner());
    }
    change(summary.effects(), effects, arguments);
  }

  /** A constructor writes its object's fields; a super one none that this class declares. */
  private void construct(int object, String owner) {
    int base = state.canonical(object);
    String own = graph.method().owner();
    boolean isThis = graph.method().isConstructor() && isThis(object);
    boolean isSuper = isThis && !owner.equals(own);
    state.review(
        p ->
            p instanceof Place.OfObject place
                    && place.base() == base
                    && !(isSuper && place.field().owner().equals(own))
                ? Optional.empty()
                : UNCHANGED);
    if (isThis && !isSuper) {
      state.setAssigned(world.ownFields());
    }
  }

  /**
   * Forgets what may have changed.
   *
   * @param support what the effects rest on, if they are not everything
   */
  void change(Effects effects, Support support, List<Integer> arguments) {
    if (!effects.equals(Effects.NONE) || !support.isEmpty()) {
      state.review(p -> unchanged(p, effects, support, arguments));
    }
  }

  private Optional<Support> unchanged(
      Place place, Effects effects, Support support, List<Integer> arguments) {
    if (isFinal(place)) {
      return UNCHANGED;
    }
    if (!effects.anything() && !mayWrite(effects, place)) {
      return Optional.of(support);
    }
    int base = baseOf(place);
    return base == ValueGraph.NONE || isAmong(base, arguments)
        ? Optional.empty()
        : state.confinement(base);
  }

  private static boolean isFinal(Place place) {
    return (place instanceof Place.OfObject object && object.isFinal())
        || (place instanceof Place.OfClass field && field.isFinal());
  }

  private static int baseOf(Place place) {
    if (place instanceof Place.OfObject object) {
      return object.base();
    }
    return place instanceof Place.Element element ? element.array() : ValueGraph.NONE;
  }

  private static boolean mayWrite(Effects effects, Place place) {
    if (place instanceof Place.OfObject object) {
      return effects.fields().contains(object.field());
    } else if (place instanceof Place.OfClass field) {
      return effects.fields().contains(field.field());
    }
    return effects.elements();
  }

  private boolean isAmong(int value, List<Integer> arguments) {
    return arguments.stream().anyMatch(a -> state.canonical(a) == value);
  }
}
