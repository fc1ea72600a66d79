package org.umbriel.symexec.explore.step;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Either;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Operation;
import org.umbriel.symexec.explore.machine.Thrown;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Array instructions. At a symbolic index, elements are read and written as choices between them;
 * in long arrays, and where references differ much, one index after the other is followed.
 */
final class Arrays {
  private static final int MERGED = 300;
  private static final int FOLLOWED = 1000;
  private static final int LENGTHS = 200;
  private static final int MOST_ELEMENTS = 1 << 24;

  private Arrays() {}

  private static boolean isWide(Opcode opcode) {
    return switch (opcode) {
      case LALOAD, DALOAD, LASTORE, DASTORE -> true;
      default -> false;
    };
  }

  /** {@code ..., array, index -> ..., value}. */
  static Operation load(Opcode opcode) {
    boolean wide = isWide(opcode);
    return (machine, frame) -> {
      HeapObject array = checked(machine, frame, 2);
      if (Slots.isSymbolic(frame, 1)) {
        Term index = Slots.term(machine, frame, 1, Scalar.INT);
        if (opcode != Opcode.AALOAD && array.length() <= MERGED) {
          frame.drop(2);
          push(frame, merged(machine.terms(), array, index, wide), wide);
        } else if (opcode == Opcode.AALOAD && ReferenceArrays.canLoad(array)) {
          frame.drop(2);
          frame.pushSlot(0, ReferenceArrays.load(machine.terms(), array, index));
        } else {
          push(frame, array, (int) machine.choose(index, FOLLOWED), wide);
        }
      } else {
        push(frame, array, Slots.integer(frame, 1), wide);
      }
    };
  }

  private static void push(Frame frame, HeapObject array, int index, boolean wide) {
    frame.drop(2);
    long bits = array.type().element().isReferenceType() ? 0 : array.bits(index);
    if (wide) {
      frame.pushWide(bits, array.cell(index));
    } else {
      frame.pushSlot(bits, array.cell(index));
    }
  }

  private static void push(Frame frame, Term value, boolean wide) {
    if (value instanceof Literal literal && wide) {
      frame.pushWide(literal.value(), null);
    } else {
      frame.pushTerm(value);
    }
  }

  private static Term merged(TermFactory terms, HeapObject array, Term index, boolean wide) {
    int first = (int) Math.max(0, index.range().low());
    int last = (int) Math.min(array.length() - 1L, index.range().high());
    Term value = element(terms, array, last, wide);
    for (int i = last - 1; i >= first; i--) {
      Term here = terms.equal(index, terms.intValue(i));
      value = terms.choose(here, element(terms, array, i, wide), value);
    }
    return value;
  }

  private static Term element(TermFactory terms, HeapObject array, int index, boolean wide) {
    return array.cell(index) instanceof Term term
        ? term
        : terms.literal(wide ? Scalar.LONG : Scalar.INT, array.bits(index));
  }

  /** {@code ..., array, index, value -> ...}. */
  static Operation store(Opcode opcode) {
    boolean wide = isWide(opcode);
    int width = wide ? 2 : 1;
    return (machine, frame) -> {
      HeapObject array = checked(machine, frame, width + 2);
      int value = frame.top() - width;
      if (opcode == Opcode.AASTORE) {
        checkStore(machine, array, frame.cell(value));
      }
      if (Slots.isSymbolic(frame, width + 1)) {
        Term index = Slots.term(machine, frame, width + 1, Scalar.INT);
        if (opcode != Opcode.AASTORE && array.length() <= MERGED) {
          storeMerged(machine, frame, array, index, width);
        } else if (opcode == Opcode.AASTORE && ReferenceArrays.canStore(array, frame.cell(value))) {
          ReferenceArrays.store(machine, array, index, frame.cell(value));
        } else {
          storeAt(machine, frame, array, (int) machine.choose(index, FOLLOWED), value);
        }
      } else {
        storeAt(machine, frame, array, Slots.integer(frame, width + 1), value);
      }
      frame.drop(width + 2);
    };
  }

  private static void storeAt(
      Machine machine, Frame frame, HeapObject array, int index, int value) {
    Object cell = frame.cell(value);
    String element = array.type().element().descriptor();
    if (cell instanceof Term term) {
      machine.heap().writeCell(array, index, machine.operators().narrow(element, term));
    } else {
      machine.heap().write(array, index, Fields.narrow(element, frame.bits(value)), cell);
    }
  }

  private static void storeMerged(
      Machine machine, Frame frame, HeapObject array, Term index, int width) {
    TermFactory terms = machine.terms();
    Scalar sort = width == 2 ? Scalar.LONG : Scalar.INT;
    String type = array.type().element().descriptor();
    Term stored = machine.operators().narrow(type, Slots.term(machine, frame, width, sort));
    int first = (int) Math.max(0, index.range().low());
    int last = (int) Math.min(array.length() - 1L, index.range().high());
    for (int i = first; i <= last; i++) {
      Term here = terms.equal(index, terms.intValue(i));
      Term value = terms.choose(here, stored, element(terms, array, i, width == 2));
      Fields.write(machine, array, i, value);
    }
  }

  private static void checkStore(Machine machine, HeapObject array, @Nullable Object value)
      throws Thrown {
    LoadedClass element = array.type().element();
    if (Either.objects(value).stream().allMatch(object -> object.type().isSubtypeOf(element))) {
      return;
    }
    HeapObject stored = machine.resolve(value);
    if (stored != null && !stored.type().isSubtypeOf(element)) {
      throw machine.raise("java/lang/ArrayStoreException", stored.type().javaName());
    }
  }

  /** The array, neither null nor exceeded by the index behind it. */
  private static HeapObject checked(Machine machine, Frame frame, int below) throws Thrown {
    HeapObject array = machine.reference(frame, below);
    if (array == null) {
      throw machine.raise("java/lang/NullPointerException", null);
    }
    int length = array.length();
    if (Slots.isSymbolic(frame, below - 1)) {
      TermFactory terms = machine.terms();
      Term index = Slots.term(machine, frame, below - 1, Scalar.INT);
      if (!machine.decide(machine.operators().isWithin(index, terms.intValue(length)))) {
        throw machine.raise("java/lang/ArrayIndexOutOfBoundsException", Machine.SOME_MESSAGE);
      }
    } else {
      int index = Slots.integer(frame, below - 1);
      if (index < 0 || index >= length) {
        throw machine.raise(
            "java/lang/ArrayIndexOutOfBoundsException",
            "Index " + index + " out of bounds for length " + length);
      }
    }
    return array;
  }

  /** {@code ..., array -> ..., length}. */
  static Operation length() {
    return (machine, frame) -> {
      HeapObject array = machine.reference(frame, 1);
      if (array == null) {
        throw machine.raise("java/lang/NullPointerException", null);
      }
      frame.drop(1);
      if (array.payload() instanceof Term length) {
        frame.pushTerm(length);
      } else {
        frame.push(array.length());
      }
    };
  }

  /** {@code ..., count -> ..., array}. */
  static Operation create(String elementDescriptor) {
    return (machine, frame) -> {
      LoadedClass type = machine.classes().load("[" + elementDescriptor);
      int length = length(machine, frame, 1);
      frame.drop(1);
      frame.pushReference(machine.heap().array(type, length));
    };
  }

  /** A length that is neither negative nor beyond what is explored. */
  private static int length(Machine machine, Frame frame, int below) throws Thrown {
    TermFactory terms = machine.terms();
    Term length = Slots.term(machine, frame, below, Scalar.INT);
    if (machine.decide(terms.less(length, terms.intValue(0)))) {
      String message =
          length instanceof Literal literal
              ? String.valueOf(literal.value())
              : Machine.SOME_MESSAGE;
      throw machine.raise("java/lang/NegativeArraySizeException", message);
    }
    int chosen = machine.chooseLeast(length, LENGTHS);
    if (chosen > MOST_ELEMENTS) {
      throw new Abandoned(Abandoned.Cause.LIMIT, "a very large array");
    }
    return chosen;
  }

  /** {@code ..., count1, [count2, ...] -> ..., array}. */
  static Operation createNested(String descriptor, int dimensions) {
    return (machine, frame) -> {
      List<Integer> lengths = new ArrayList<>();
      long elements = 1;
      for (int i = 0; i < dimensions; i++) {
        lengths.add(length(machine, frame, dimensions - i));
        elements *= Math.max(1, lengths.get(i));
        if (elements > MOST_ELEMENTS) {
          throw new Abandoned(Abandoned.Cause.LIMIT, "a very large array");
        }
      }
      frame.drop(dimensions);
      frame.pushReference(nested(machine, machine.classes().load(descriptor), lengths));
    };
  }

  private static HeapObject nested(Machine machine, LoadedClass type, List<Integer> lengths) {
    HeapObject array = machine.heap().array(type, lengths.get(0));
    if (lengths.size() > 1) {
      for (int i = 0; i < array.length(); i++) {
        List<Integer> rest = lengths.subList(1, lengths.size());
        machine.heap().writeCell(array, i, nested(machine, type.element(), rest));
      }
    }
    return array;
  }
}
