package org.umbriel.symexec.explore.step;

import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Operation;
import org.umbriel.symexec.explore.machine.Thrown;
import org.umbriel.symexec.explore.machine.Violation;

/** Making, testing, throwing and locking objects. */
final class Objects {
  private Objects() {}

  /** {@code ... -> ..., object}. */
  static Operation create(String name) {
    return (machine, frame) -> {
      LoadedClass type = machine.classes().load(name);
      if (!machine.isReady(type)) {
        return;
      }
      if (type.isAbstract()) {
        throw machine.raise("java/lang/InstantiationError", name);
      }
      frame.pushReference(machine.heap().instance(type));
    };
  }

  /** {@code ..., object -> ..., object}. */
  static Operation cast(String name) {
    return (machine, frame) -> {
      HeapObject object = machine.reference(frame, 1);
      frame.set(frame.top() - 1, 0, object);
      if (object != null && !object.type().isSubtypeOf(type(machine, name))) {
        throw machine.raise("java/lang/ClassCastException", Machine.SOME_MESSAGE);
      }
    };
  }

  /** {@code ..., object -> ..., result}. */
  static Operation test(String name) {
    return (machine, frame) -> {
      HeapObject object = machine.reference(frame, 1);
      boolean is = object != null && object.type().isSubtypeOf(type(machine, name));
      frame.drop(1);
      frame.push(is ? 1 : 0);
    };
  }

  private static LoadedClass type(Machine machine, String name) {
    return machine.classes().load(name);
  }

  /** {@code ..., exception -> exception}. */
  static Operation raise() {
    return (machine, frame) -> {
      HeapObject exception = machine.reference(frame, 1);
      if (exception == null) {
        throw machine.raise("java/lang/NullPointerException", null);
      }
      if (machine.observer().violatesWhenThrown(exception, frame)) {
        throw new Violation(exception);
      }
      throw new Thrown(exception);
    };
  }

  /** {@code ..., object -> ...}: there is one thread. */
  static Operation monitor() {
    return (machine, frame) -> {
      if (machine.reference(frame, 1) == null) {
        throw machine.raise("java/lang/NullPointerException", null);
      }
      frame.drop(1);
    };
  }
}
