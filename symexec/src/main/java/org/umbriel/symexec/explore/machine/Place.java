package org.umbriel.symexec.explore.machine;

import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.term.Scalar;

/** A slot of an object, or its payload, as the heap's log names them. */
record Place(HeapObject object, int slot) {

  /** The sort of the primitives there; null if there are none. */
  @Nullable Scalar sort() {
    if (slot == Heap.PAYLOAD) {
      return null;
    }
    LoadedClass type = object.type();
    if (type.isArray()) {
      return Joins.sort(type.element().descriptor());
    }
    String descriptor = type.fieldAt(slot, object == type.statics());
    return descriptor == null ? null : Joins.sort(descriptor);
  }
}
