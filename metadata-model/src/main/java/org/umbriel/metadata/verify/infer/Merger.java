package org.umbriel.metadata.verify.infer;

import java.util.Optional;
import org.umbriel.metadata.verify.code.CodeContext;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.type.Types;

/**
 * The types that two paths have in common, and what may be used as what, by the rules of the old
 * verifier (JVMS 4.10.2.3): interfaces count as {@code Object}, and what has nothing in common is
 * {@link Types#TOP}.
 */
final class Merger {
  private static final int RETURN_ADDRESS = 1 << 29;

  private final CodeContext code;

  Merger(CodeContext code) {
    this.code = code;
  }

  /** What {@code jsr} leaves on the stack. */
  static int returnAddress(int entry) {
    return RETURN_ADDRESS | entry;
  }

  static boolean isReturnAddress(int type) {
    return type >= RETURN_ADDRESS && type < 1 << 30;
  }

  /** The subroutine that a return address belongs to. */
  static int entry(int returnAddress) {
    return returnAddress & ~RETURN_ADDRESS;
  }

  /** What a merge is for. */
  private enum Purpose {
    USE,
    MEETING,
    COMMON
  }

  /** Whether a value may stand where another type is expected; assumed of unknown classes. */
  boolean isAssignable(int from, int to) {
    return from == to || merge(from, to, Purpose.USE) == to;
  }

  /** Whether a type that meets a known one on another path adds nothing to it. */
  boolean addsNothing(int from, int to) {
    return from == to || merge(from, to, Purpose.MEETING) == to;
  }

  /** What both a new and a known type are. */
  int merge(int value, int target) {
    return merge(value, target, Purpose.COMMON);
  }

  private int merge(int value, int target, Purpose purpose) {
    if (value == target) {
      return value;
    }
    if (!Types.isReference(value) || !Types.isReference(target)) {
      return Types.TOP;
    }
    if (value == Types.NULL) {
      return target;
    }
    if (target == Types.NULL) {
      return value;
    }
    if (target == Types.OBJECT) {
      return target;
    }
    if (value == Types.OBJECT) {
      return Types.isObject(target) && isInterface(Types.name(target), purpose) ? target : value;
    }
    return Types.isArray(value) || Types.isArray(target)
        ? mergeArrays(value, target, purpose)
        : mergeClasses(Types.name(value), Types.name(target), purpose);
  }

  private boolean isInterface(int name, Purpose purpose) {
    if (purpose == Purpose.COMMON) {
      return false;
    }
    Optional<Boolean> known = code.assignability().isInterface(name);
    if (known.isEmpty() && purpose == Purpose.USE) {
      code.assignability().assumeSubtype(KnownName.OBJECT, name);
      return true;
    }
    return known.orElse(false);
  }

  private static boolean isArraySupertype(int type) {
    return type == Types.object(KnownName.CLONEABLE)
        || type == Types.object(KnownName.SERIALIZABLE);
  }

  private static int objects(int dimensions, int name) {
    return Types.objectArray(dimensions, name);
  }

  private int mergeArrays(int value, int target, Purpose purpose) {
    if (isArraySupertype(target)) {
      return target;
    }
    if (isArraySupertype(value)) {
      return value;
    }
    int one = promoted(value);
    int other = promoted(target);
    int dimensions = Types.dimensions(one);
    int otherDimensions = Types.dimensions(other);
    int base = Types.object(Types.name(one));
    int otherBase = Types.object(Types.name(other));
    if (dimensions == otherDimensions) {
      int merged = merge(base, otherBase, purpose);
      return merged == Types.TOP ? merged : objects(dimensions, Types.name(merged));
    }
    if (dimensions < otherDimensions) {
      return isArraySupertype(base) ? one : objects(dimensions, KnownName.OBJECT);
    }
    return isArraySupertype(otherBase) ? other : objects(otherDimensions, KnownName.OBJECT);
  }

  /** Arrays of primitives become objects. */
  private static int promoted(int type) {
    return Types.isOfPrimitive(type) ? objects(Types.dimensions(type) - 1, KnownName.OBJECT) : type;
  }

  private int mergeClasses(int value, int target, Purpose purpose) {
    int to = Types.object(target);
    return switch (purpose) {
      case USE -> code.assignability().isClassAssignable(value, target) ? to : Types.OBJECT;
      case MEETING -> code.assignability().isCertainlyAssignable(value, target) ? to : Types.OBJECT;
      case COMMON ->
          isKnownInterface(target) || isKnownInterface(value)
              ? Types.OBJECT
              : Types.object(code.assignability().commonSuperclass(value, target));
    };
  }

  private boolean isKnownInterface(int name) {
    return code.assignability().isInterface(name).orElse(false);
  }
}
