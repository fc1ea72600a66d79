package org.umbriel.symexec.explore.step;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.explore.machine.Either;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/** A field of an object that depends on conditions: a choice between the fields of each. */
final class FieldOfChoice {
  private FieldOfChoice() {}

  /** Whether all objects that a reference may be have the fields of a class. */
  static boolean covers(Object reference, LoadedClass owner) {
    return Either.objects(reference).stream().allMatch(o -> o.type().isSubtypeOf(owner));
  }

  /** {@code ... -> ..., value}, the reference not being null. */
  static void load(Machine machine, Frame frame, Object reference, LoadedClass.FieldSlot field) {
    TermFactory terms = machine.terms();
    Scalar sort = sort(field);
    Object value = null;
    boolean isFirst = true;
    for (HeapObject object : Either.objects(reference)) {
      Object here = content(terms, object, field.slot(), sort);
      value = isFirst ? here : either(terms, reference, object, here, value);
      isFirst = false;
    }
    if (value instanceof Term term) {
      frame.pushTerm(term);
    } else {
      frame.pushSlot(0, value);
    }
  }

  /** Whether each field can become a choice between itself and a value. */
  static boolean canStore(Object reference, LoadedClass.FieldSlot field, @Nullable Object value) {
    Set<HeapObject> objects = Either.objects(reference);
    return covers(reference, field.owner())
        && (sort(field) != null
            || objects.stream().allMatch(o -> Either.isSmall(o.cell(field.slot()), value)));
  }

  /** {@code ..., object, value -> ..., object, value}, the object not being null. */
  static void store(Machine machine, Frame frame, Object reference, LoadedClass.FieldSlot field) {
    TermFactory terms = machine.terms();
    Scalar sort = sort(field);
    int width = sort == Scalar.LONG ? 2 : 1;
    int slot = field.slot();
    Object value =
        sort == null
            ? frame.cell(frame.top() - 1)
            : machine
                .operators()
                .narrow(field.unit().descriptor(), Slots.term(machine, frame, width, sort));
    for (HeapObject object : Either.objects(reference)) {
      Object old = content(terms, object, slot, sort);
      Object now = either(terms, reference, object, value, old);
      if (now instanceof Term term) {
        Fields.write(machine, object, slot, term);
      } else {
        machine.heap().writeCell(object, slot, now);
      }
    }
  }

  private static @Nullable Object content(
      TermFactory terms, HeapObject object, int slot, @Nullable Scalar sort) {
    Object cell = object.cell(slot);
    return sort == null || cell instanceof Term ? cell : terms.literal(sort, object.bits(slot));
  }

  /** One value if the reference is an object, else another. */
  private static @Nullable Object either(
      TermFactory terms,
      Object reference,
      HeapObject object,
      @Nullable Object value,
      @Nullable Object other) {
    Term isObject = Either.is(terms, reference, object);
    return value instanceof Term a && other instanceof Term b
        ? terms.choose(isObject, a, b)
        : Either.of(isObject, value, other);
  }

  /** The sort of a field of a primitive type; null for a reference. */
  private static @Nullable Scalar sort(LoadedClass.FieldSlot field) {
    return switch (field.unit().descriptor().charAt(0)) {
      case 'L', '[' -> null;
      case 'J', 'D' -> Scalar.LONG;
      default -> Scalar.INT;
    };
  }
}
