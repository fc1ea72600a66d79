package org.umbriel.symexec.explore.library;

import java.util.Map;
import org.umbriel.symexec.explore.machine.Boxes;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/** {@code valueOf} of the boxes with a cache. */
final class BoxMethods {
  static final Map<String, String> CACHED =
      Map.of(
          "java/lang/Byte",
          "B",
          "java/lang/Short",
          "S",
          "java/lang/Character",
          "C",
          "java/lang/Integer",
          "I",
          "java/lang/Long",
          "J");

  private BoxMethods() {}

  static void addTo(Registry registry) {
    CACHED.forEach(
        (owner, descriptor) -> {
          Scalar sort = descriptor.equals("J") ? Scalar.LONG : Scalar.INT;
          registry.add(
              owner + ".valueOf(" + descriptor + ")L" + owner + ";", call -> box(call, sort));
        });
  }

  private static void box(Call call, Scalar sort) {
    Machine machine = call.machine();
    LoadedClass type = call.routine().owner();
    HeapObject box = machine.heap().instance(type);
    Term value = call.term(0, sort);
    int slot = type.slot("value", descriptor(type));
    if (value instanceof Literal literal) {
      machine.heap().writeBits(box, slot, literal.value());
    } else {
      machine.heap().writeCell(box, slot, value);
    }
    machine.heap().writePayload(box, Boxes.CACHEABLE);
    call.answer(box);
  }

  private static String descriptor(LoadedClass type) {
    return CACHED.getOrDefault(type.name(), "I");
  }
}
