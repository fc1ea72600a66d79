package org.umbriel.symexec.fact.state;

import java.util.function.Predicate;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;

/**
 * A reference: whether it is null, what class it has if it is not, how long it is if it is an
 * array. Each of the three has its own support.
 */
public record ReferenceFact(
    Nullness nullness, Support nullnessSupport, TypeBound type, ArrayLengthBound length)
    implements Fact {

  /**
   * A type that every non-null value has.
   *
   * @param name internal name, or an array's descriptor
   * @param exact whether it is the very class
   */
  public record TypeBound(String name, boolean exact, Support support) {
    static final TypeBound OBJECT = new TypeBound(Types.OBJECT, false, Support.NONE);

    public TypeBound join(TypeBound other, Types types) {
      if (equals(other) || equals(OBJECT)) {
        return this;
      }
      String joined = types.commonSupertype(name, other.name);
      if (joined.equals(Types.OBJECT)) {
        return OBJECT;
      }
      boolean both = exact && other.exact && name.equals(other.name);
      return new TypeBound(joined, both, support.union(other.support));
    }

    /** Whether the other names the same type. */
    public boolean hasSameType(TypeBound other) {
      return name.equals(other.name) && exact == other.exact;
    }

    /** The better of two bounds that both hold. */
    public TypeBound meet(TypeBound other, Types types) {
      if (name.equals(other.name) && exact == other.exact) {
        return support.lighter(other.support).equals(support) ? this : other;
      }
      if (exact && types.isSubtype(name, other.name)) {
        return this;
      }
      return types.isSubtype(name, other.name) && !other.exact ? this : other;
    }
  }

  /** Bounds of an array's length. */
  public record ArrayLengthBound(Interval interval, Support support) {
    static final ArrayLengthBound ANY = new ArrayLengthBound(Interval.LENGTH, Support.NONE);

    ArrayLengthBound join(ArrayLengthBound other) {
      Interval joined = interval.join(other.interval);
      return joined.equals(Interval.LENGTH)
          ? ANY
          : new ArrayLengthBound(joined, support.union(other.support));
    }
  }

  public static final ReferenceFact ANY = ofType(TypeBound.OBJECT);
  public static final ReferenceFact NULL =
      new ReferenceFact(Nullness.NULL, Support.NONE, TypeBound.OBJECT, ArrayLengthBound.ANY);

  static ReferenceFact ofType(TypeBound type) {
    return new ReferenceFact(Nullness.UNKNOWN, Support.NONE, type, ArrayLengthBound.ANY);
  }

  /** Null, or an instance of a type. */
  public static ReferenceFact of(String type, boolean exact, Support support) {
    return ofType(new TypeBound(type, exact, support));
  }

  public boolean isNonNull() {
    return nullness == Nullness.NON_NULL;
  }

  public boolean isNull() {
    return nullness == Nullness.NULL;
  }

  public ReferenceFact withNullness(Nullness known, Support support) {
    return known == nullness && support.equals(nullnessSupport)
        ? this
        : new ReferenceFact(known, support, type, length);
  }

  public ReferenceFact nonNull() {
    return withNullness(Nullness.NON_NULL, Support.NONE);
  }

  public ReferenceFact withType(TypeBound bound) {
    return bound.equals(type) ? this : new ReferenceFact(nullness, nullnessSupport, bound, length);
  }

  public ReferenceFact withLength(ArrayLengthBound bound) {
    return bound.equals(length) ? this : new ReferenceFact(nullness, nullnessSupport, type, bound);
  }

  /** The same, with other supports for the parts about which something is known. */
  @Override
  public ReferenceFact supportedBy(Support forNullness, Support forType, Support forValue) {
    return new ReferenceFact(
        nullness,
        nullness == Nullness.UNKNOWN ? Support.NONE : forNullness,
        type.equals(TypeBound.OBJECT) ? type : new TypeBound(type.name, type.exact, forType),
        length.equals(ArrayLengthBound.ANY)
            ? length
            : new ArrayLengthBound(length.interval, forValue));
  }

  @Override
  public ReferenceFact keeping(Predicate<Support> accepted) {
    ReferenceFact kept =
        accepted.test(nullnessSupport) ? this : withNullness(Nullness.UNKNOWN, Support.NONE);
    kept = accepted.test(type.support) ? kept : kept.withType(TypeBound.OBJECT);
    return accepted.test(length.support) ? kept : kept.withLength(ArrayLengthBound.ANY);
  }

  @Override
  public Fact join(Fact other, Types types) {
    if (equals(other)) {
      return this;
    }
    if (!(other instanceof ReferenceFact reference)) {
      return NoFact.NOTHING;
    }
    Nullness joined = nullness.join(reference.nullness);
    Support support =
        joined == Nullness.UNKNOWN
            ? Support.NONE
            : nullnessSupport.union(reference.nullnessSupport);
    return new ReferenceFact(joined, support, joinTypes(reference, types), joinLengths(reference));
  }

  /** A null has every type, if it is certain to be null. */
  private TypeBound joinTypes(ReferenceFact other, Types types) {
    if (isNull() && nullnessSupport.isEmpty()) {
      return other.type;
    }
    return other.isNull() && other.nullnessSupport.isEmpty() ? type : type.join(other.type, types);
  }

  private ArrayLengthBound joinLengths(ReferenceFact other) {
    if (isNull() && nullnessSupport.isEmpty()) {
      return other.length;
    }
    return other.isNull() && other.nullnessSupport.isEmpty() ? length : length.join(other.length);
  }

  @Override
  public ReferenceFact restingOn(Support more) {
    if (more.isEmpty()) {
      return this;
    }
    return new ReferenceFact(
        nullness,
        nullness == Nullness.UNKNOWN ? Support.NONE : nullnessSupport.union(more),
        type.equals(TypeBound.OBJECT)
            ? type
            : new TypeBound(type.name, type.exact, type.support.union(more)),
        length.equals(ArrayLengthBound.ANY)
            ? length
            : new ArrayLengthBound(length.interval, length.support.union(more)));
  }
}
