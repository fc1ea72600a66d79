package org.umbriel.symexec.explore.library;

import java.util.List;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Boxes;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Thrown;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * {@code jdk.internal.misc.Unsafe}, as the JDK's own classes use it: an offset is the number of a
 * slot. There is one thread, so a compare-and-set succeeds if the values agree.
 */
final class MemoryMethods {
  private static final String UNSAFE = "jdk/internal/misc/Unsafe.";

  private static final String OFFSET = "_BASE_OFFSET";

  private MemoryMethods() {}

  static void addTo(Registry registry) {
    registry
        .add(UNSAFE + "getUnsafe()Ljdk/internal/misc/Unsafe;", MemoryMethods::unsafe)
        .add(
            UNSAFE + "objectFieldOffset(Ljava/lang/Class;Ljava/lang/String;)J",
            MemoryMethods::field)
        .add(UNSAFE + "arrayBaseOffset(Ljava/lang/Class;)I", call -> call.answer(0))
        .add(UNSAFE + "arrayIndexScale(Ljava/lang/Class;)I", call -> call.answer(1))
        .add("jdk/internal/util/ArraysSupport.vectorizedMismatch", MemoryMethods::mismatch)
        .add(UNSAFE + "storeFence()V", Call::done)
        .add(UNSAFE + "loadFence()V", Call::done)
        .add(UNSAFE + "fullFence()V", Call::done);
    for (String mode : List.of("", "Volatile", "Acquire", "Opaque")) {
      registry
          .add(UNSAFE + "getReference" + mode, call -> get(call, false))
          .add(UNSAFE + "getInt" + mode, call -> get(call, false))
          .add(UNSAFE + "getLong" + mode, call -> get(call, true));
    }
    for (String mode : List.of("", "Volatile", "Release", "Opaque")) {
      registry
          .add(UNSAFE + "putReference" + mode, MemoryMethods::put)
          .add(UNSAFE + "putInt" + mode, MemoryMethods::put)
          .add(UNSAFE + "putLong" + mode, MemoryMethods::put);
    }
    for (String strength : List.of("compareAndSet", "weakCompareAndSet")) {
      registry
          .add(UNSAFE + strength + "Reference", call -> exchange(call, 1, true))
          .add(UNSAFE + strength + "Int", call -> exchange(call, 1, false))
          .add(UNSAFE + strength + "Long", call -> exchange(call, 2, false));
    }
    registry
        .add(UNSAFE + "getAndAddInt", call -> add(call, Scalar.INT))
        .add(UNSAFE + "getAndAddLong", call -> add(call, Scalar.LONG));
  }

  /** Whether a static field says where the elements of a kind of array lie. */
  static boolean isLayout(String field) {
    return field.startsWith("ARRAY_") && (field.endsWith(OFFSET) || field.endsWith("_INDEX_SCALE"));
  }

  /** Sets the fields that {@link #isLayout}. */
  static void prepareLayout(LoadedClass unsafe, Machine machine) {
    for (LoadedClass.FieldSlot field : unsafe.staticFields()) {
      if (isLayout(field.unit().name())) {
        int value = field.unit().name().endsWith(OFFSET) ? 0 : 1;
        machine.heap().writeBits(unsafe.statics(), field.slot(), value);
      }
    }
  }

  /** The JDK's contract: how many elements were not compared, inverted. None was. */
  private static void mismatch(Call call) {
    TermFactory terms = call.machine().terms();
    Term length = call.term(6, Scalar.INT);
    call.answer(terms.subtract(terms.intValue(-1), length));
  }

  private static void unsafe(Call call) {
    Machine machine = call.machine();
    LoadedClass type = machine.classes().load("jdk/internal/misc/Unsafe");
    call.answer(machine.classes().companion(machine.classes().mirror(type), type));
  }

  private static void field(Call call) throws Thrown {
    String name = String.valueOf(Texts.concrete(call.object(2)));
    if (call.object(1).payload() instanceof LoadedClass type) {
      for (LoadedClass.FieldSlot field : type.instanceFields()) {
        if (field.unit().name().equals(name)) {
          call.answerWide(field.slot());
          return;
        }
      }
    }
    throw Abandoned.unsupported("the offset of " + name);
  }

  private static int slot(Call call) {
    return (int) call.machine().choose(call.term(2, Scalar.LONG), 100);
  }

  private static void get(Call call, boolean wide) throws Thrown {
    HeapObject object = call.object(1);
    int slot = slot(call);
    Object cell = object.cell(slot);
    if (cell instanceof Term term) {
      call.answer(term);
    } else if (cell != null || isReference(call)) {
      call.answer(call.machine().resolve(cell));
    } else if (wide) {
      call.answerWide(object.bits(slot));
    } else {
      call.answer(object.bits(slot));
    }
  }

  private static boolean isReference(Call call) {
    return call.routine().code().type().returnType().startsWith("L");
  }

  /** {@code unsafe, object, offset (two slots), value}. */
  private static void put(Call call) throws Thrown {
    HeapObject object = call.object(1);
    int slot = slot(call);
    call.machine().heap().write(object, slot, call.bits(4), call.cell(4));
    call.done();
  }

  /** {@code unsafe, object, offset (two slots), expected, value}. */
  private static void exchange(Call call, int width, boolean references) throws Thrown {
    Machine machine = call.machine();
    HeapObject object = call.object(1);
    int slot = slot(call);
    boolean same;
    if (references) {
      HeapObject now = machine.resolve(object.cell(slot));
      HeapObject expected = call.reference(4);
      same =
          now == expected
              || (now != null && expected != null && Boxes.areSame(machine, now, expected));
    } else {
      Scalar sort = width == 2 ? Scalar.LONG : Scalar.INT;
      same =
          machine.decide(
              machine.terms().equal(value(machine, object, slot, sort), call.term(4, sort)));
    }
    if (same) {
      int value = 4 + width;
      machine.heap().write(object, slot, call.bits(value), call.cell(value));
    }
    call.answer(same);
  }

  private static Term value(Machine machine, HeapObject object, int slot, Scalar sort) {
    return object.cell(slot) instanceof Term term
        ? term
        : machine.terms().literal(sort, object.bits(slot));
  }

  private static void add(Call call, Scalar sort) throws Thrown {
    Machine machine = call.machine();
    HeapObject object = call.object(1);
    int slot = slot(call);
    Term before = value(machine, object, slot, sort);
    Term sum = machine.terms().add(before, call.term(4, sort));
    if (sum instanceof Literal literal) {
      machine.heap().writeBits(object, slot, literal.value());
    } else {
      machine.heap().writeCell(object, slot, sum);
    }
    call.answer(before);
  }
}
