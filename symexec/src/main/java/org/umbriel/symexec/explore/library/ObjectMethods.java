package org.umbriel.symexec.explore.library;

import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.Either;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Thrown;

/** {@code Object}, {@code Throwable} and arrays. */
final class ObjectMethods {
  private ObjectMethods() {}

  static void addTo(Registry registry) {
    registry
        .add("java/lang/Object.<init>()V", Call::done)
        .add("java/lang/Object.hashCode()I", call -> call.answer(call.object(0).number()))
        .add("java/lang/System.identityHashCode", ObjectMethods::identity)
        .add("java/lang/Object.getClass()Ljava/lang/Class;", ObjectMethods::type)
        .add("java/lang/Object.clone()Ljava/lang/Object;", ObjectMethods::copy)
        .add("java/lang/Object.notify()V", Call::done)
        .add("java/lang/Object.notifyAll()V", Call::done)
        .add("java/lang/Object.wait", StringMethods.unsupported("waiting for another thread"))
        .add(
            "java/lang/Throwable.fillInStackTrace()Ljava/lang/Throwable;",
            call -> call.answer(call.object(0)))
        .add("java/lang/Throwable.printStackTrace", Call::done)
        .add("java/lang/Throwable.getStackTrace", StringMethods.unsupported("stack traces"))
        .add("java/lang/System.arraycopy", ObjectMethods::copyElements);
  }

  private static void identity(Call call) {
    HeapObject object = call.reference(0);
    call.answer(object == null ? 0 : object.number());
  }

  private static void type(Call call) throws Thrown {
    call.answer(call.machine().classes().mirror(call.object(0).type()));
  }

  private static void copy(Call call) throws Thrown {
    Machine machine = call.machine();
    HeapObject original = call.object(0);
    boolean isArray = original.type().isArray();
    if (!isArray && !original.type().isSubtypeOf(machine.classes().load("java/lang/Cloneable"))) {
      throw machine.raise("java/lang/CloneNotSupportedException", original.type().javaName());
    }
    HeapObject copy =
        isArray
            ? machine.heap().array(original.type(), original.length())
            : machine.heap().instance(original.type());
    if (original.length() > 0) {
      machine.heap().copy(original, 0, copy, 0, original.length());
    }
    machine.heap().writePayload(copy, original.payload());
    call.answer(copy);
  }

  private static void copyElements(Call call) throws Thrown {
    Machine machine = call.machine();
    HeapObject from = call.object(0);
    int start = call.concrete(1, 200);
    HeapObject to = call.object(2);
    int target = call.concrete(3, 200);
    int length = call.concrete(4, 200);
    if (!from.type().isArray() || !to.type().isArray()) {
      throw machine.raise("java/lang/ArrayStoreException", Machine.SOME_MESSAGE);
    }
    boolean references = from.type().element().isReferenceType();
    if (references != to.type().element().isReferenceType()
        || (!references && from.type() != to.type())) {
      throw machine.raise("java/lang/ArrayStoreException", Machine.SOME_MESSAGE);
    }
    if (start < 0
        || target < 0
        || length < 0
        || start > from.length() - length
        || target > to.length() - length) {
      throw machine.raise("java/lang/ArrayIndexOutOfBoundsException", Machine.SOME_MESSAGE);
    }
    int stored = references ? storable(from, start, to, length) : length;
    machine.heap().copy(from, start, to, target, stored);
    if (stored < length) {
      throw machine.raise("java/lang/ArrayStoreException", Machine.SOME_MESSAGE);
    }
    call.done();
  }

  /** How many elements come before the first that the target cannot hold. */
  private static int storable(HeapObject from, int start, HeapObject to, int length) {
    for (int i = 0; i < length; i++) {
      LoadedClass wanted = to.type().element();
      for (HeapObject element : Either.objects(from.cell(start + i))) {
        if (!element.type().isSubtypeOf(wanted)) {
          if (from.cell(start + i) instanceof Either) {
            throw Abandoned.unsupported("copying a reference that may not be stored");
          }
          return i;
        }
      }
    }
    return length;
  }
}
