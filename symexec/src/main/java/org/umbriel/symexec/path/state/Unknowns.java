package org.umbriel.symexec.path.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/**
 * Makes the variables and the new objects of one execution, and remembers what they stand for.
 *
 * <p>Null is reference 0. Objects that this execution allocates are -1, -2, ..., each number used
 * once whatever the path. Every other object, be it there from the beginning or made by code that
 * is not executed here, has a positive number.
 */
public final class Unknowns {

  /**
   * Where a variable comes from.
   *
   * @param reason why its value is not known
   * @param detail which callee, field or parameter
   * @param descriptor of its value, or of its leaves
   */
  public record Origin(Reason reason, String detail, String descriptor) {}

  /**
   * The type of a new object.
   *
   * @param name internal name or array descriptor
   * @param isExact whether it is the object's class, not just a superclass of it
   */
  public record ObjectType(String name, boolean isExact) {}

  private final TermFactory factory;
  private final Map<Variable, Origin> origins = new HashMap<>();
  private final Map<Integer, ObjectType> objects = new HashMap<>();
  private int moments;

  public Unknowns(TermFactory factory) {
    this.factory = factory;
  }

  public TermFactory factory() {
    return factory;
  }

  /** The number of an event that changes what is known about memory. */
  public int nextMoment() {
    return ++moments;
  }

  /** How many objects were allocated. */
  public int allocated() {
    return objects.size();
  }

  /** A new object. */
  public int allocate(String type, boolean isExact) {
    int number = -1 - objects.size();
    objects.put(number, new ObjectType(type, isExact));
    return number;
  }

  /** The type of an object that was allocated here. */
  public Optional<ObjectType> typeOf(long object) {
    return Optional.ofNullable(objects.get((int) object));
  }

  /**
   * A new unknown value of a type.
   *
   * @param knownObjects the references that a reference may be
   */
  public Variable value(String hint, Origin origin, Range knownObjects) {
    return remember(
        factory.fresh(
            hint,
            Descriptors.sort(origin.descriptor()),
            range(origin, knownObjects),
            Variable.NO_FLOOR),
        origin);
  }

  private static Range range(Origin origin, Range knownObjects) {
    Scalar sort = Descriptors.sort(origin.descriptor());
    return sort == Scalar.REFERENCE ? knownObjects : Descriptors.range(origin.descriptor());
  }

  /** The unknown value of a name. */
  Variable valueAt(String name, Origin origin, Range knownObjects) {
    return remember(
        factory.variable(name, Descriptors.sort(origin.descriptor()), range(origin, knownObjects)),
        origin);
  }

  /**
   * A parameter or another value that is there before the execution begins; it is not one of our
   * new objects.
   */
  public Variable initialValue(String name, Origin origin) {
    Scalar sort = Descriptors.sort(origin.descriptor());
    Range range =
        sort == Scalar.REFERENCE
            ? new Range(0, Integer.MAX_VALUE)
            : Descriptors.range(origin.descriptor());
    return remember(factory.variable(name, sort, range), origin);
  }

  /** An object that is there before the execution begins. */
  public Variable initialObject(String name, Origin origin) {
    return remember(
        factory.variable(name, Scalar.REFERENCE, new Range(1, Integer.MAX_VALUE)), origin);
  }

  /**
   * The contents of a place at a moment.
   *
   * @param moment 0 for the beginning
   * @param allocated how many objects there were
   * @param knownObjects the references that may be found there
   */
  public Term contents(Place place, int moment, int allocated, Range knownObjects) {
    String name = place.name() + "@" + moment;
    Range leaves = leaves(place, knownObjects);
    boolean isKeyedByObjects = place.sort() instanceof MapSort;
    Variable variable =
        factory.variable(
            name, place.sort(), leaves, isKeyedByObjects ? -allocated : Variable.NO_FLOOR);
    boolean isElement = place.sort().arity() == 2;
    return remember(
        variable,
        new Origin(
            isElement ? Reason.UNKNOWN_ELEMENT : Reason.UNKNOWN_FIELD,
            isElement ? "" : place.name(),
            place.descriptor()));
  }

  /** Whether a variable is what a place holds after something unknown has happened. */
  public static boolean isLaterContents(Variable variable) {
    return variable.name().contains("@") && !variable.name().endsWith("@0");
  }

  private static Range leaves(Place place, Range knownObjects) {
    if (place.equals(Place.LENGTH)) {
      return Descriptors.lengths();
    }
    return place.sort().leaf() == Scalar.REFERENCE
        ? knownObjects
        : Descriptors.range(place.descriptor());
  }

  private Variable remember(Variable variable, Origin origin) {
    origins.putIfAbsent(variable, origin);
    return variable;
  }

  /** What a variable stands for, if it was made here. */
  public Optional<Origin> originOf(Variable variable) {
    return Optional.ofNullable(origins.get(variable));
  }
}
