package org.umbriel.symexec.explore.machine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects and changes them, with a log by which a change can be undone. What was created
 * after the last choice point needs no log: going back, it is garbage.
 */
public final class Heap {
  /** In place of a slot. */
  static final int PAYLOAD = -1;

  /** The epoch of what outlives going back. */
  static final int IMMORTAL = -1;

  private static final int INITIAL = 1024;

  private HeapObject[] objects = new HeapObject[INITIAL];
  private int[] slots = new int[INITIAL];
  private long[] oldBits = new long[INITIAL];
  private @Nullable Object[] oldCells = new Object[INITIAL];
  private int size;
  private int count;
  private long allocated;

  /** Of objects made now. */
  private int epoch;

  /** Objects of an earlier epoch are logged. */
  private int logBefore;

  /** An instance with all fields zero. */
  public HeapObject instance(LoadedClass type) {
    int fields = type.instanceSlots();
    allocated += fields + 2;
    return new HeapObject(type, fields, fields > 0, fields > 0, ++count, epoch);
  }

  /** An array with all elements zero; its length is not negative. */
  public HeapObject array(LoadedClass type, int length) {
    boolean references = type.element().isReferenceType();
    allocated += length + 2L;
    return new HeapObject(type, length, !references, references, ++count, epoch);
  }

  /** An instance that exists once and outlives going back: a string literal, a class object. */
  public HeapObject immortal(LoadedClass type) {
    int fields = type.instanceSlots();
    return new HeapObject(type, fields, fields > 0, fields > 0, ++count, IMMORTAL);
  }

  HeapObject statics(LoadedClass type, int length) {
    return new HeapObject(type, length, true, true, ++count, IMMORTAL);
  }

  /** Slots allocated so far. */
  public long allocated() {
    return allocated;
  }

  /** Writes a concrete primitive. */
  public void writeBits(HeapObject object, int slot, long value) {
    write(object, slot, value, null);
  }

  /** Writes a reference, or the term of a symbolic primitive. */
  public void writeCell(HeapObject object, int slot, @Nullable Object value) {
    write(object, slot, 0, value);
  }

  /** Writes what a stack slot or another object's slot holds. */
  public void write(HeapObject object, int slot, long bits, @Nullable Object cell) {
    if (object.cells == null && cell != null) {
      object.cells = new Object[object.length()];
    }
    if (object.epoch < logBefore) {
      log(object, slot, object.bits.length == 0 ? 0 : object.bits[slot], object.cell(slot));
    }
    if (object.bits.length > 0) {
      object.bits[slot] = bits;
    }
    if (object.cells != null) {
      object.cells[slot] = cell;
    }
  }

  /** Replaces the payload. */
  public void writePayload(HeapObject object, @Nullable Object payload) {
    if (object.epoch < logBefore) {
      log(object, PAYLOAD, 0, object.payload);
    }
    object.payload = payload;
  }

  /** {@code System.arraycopy} between arrays of one kind, in bounds, overlapping or not. */
  public void copy(HeapObject from, int start, HeapObject to, int target, int length) {
    boolean backwards = from == to && start < target;
    for (int i = 0; i < length; i++) {
      int k = backwards ? length - 1 - i : i;
      long bits = from.bits.length == 0 ? 0 : from.bits[start + k];
      write(to, target + k, bits, from.cell(start + k));
    }
  }

  private void log(HeapObject object, int slot, long bits, @Nullable Object cell) {
    if (size == slots.length) {
      int larger = size * 2;
      objects = Arrays.copyOf(objects, larger);
      slots = Arrays.copyOf(slots, larger);
      oldBits = Arrays.copyOf(oldBits, larger);
      oldCells = Arrays.copyOf(oldCells, larger);
    }
    objects[size] = object;
    slots[size] = slot;
    oldBits[size] = bits;
    oldCells[size] = cell;
    size++;
  }

  /** Writes into an object that has just been made and outlives going back. */
  void initialise(HeapObject object, int slot, long bits, @Nullable Object cell) {
    object.bits[slot] = bits;
    if (object.cells != null) {
      object.cells[slot] = cell;
    }
  }

  /** What is there now. */
  Content content(Place place) {
    HeapObject object = place.object();
    if (place.slot() == PAYLOAD) {
      return new Content(0, object.payload);
    }
    long bits = object.bits.length == 0 ? 0 : object.bits[place.slot()];
    return new Content(bits, object.cell(place.slot()));
  }

  void write(Place place, Content content) {
    if (place.slot() == PAYLOAD) {
      writePayload(place.object(), content.cell());
    } else {
      write(place.object(), place.slot(), content.bits(), content.cell());
    }
  }

  /** What was changed behind a mark and can be undone, with what is there now. */
  Map<Place, Content> changesSince(int mark) {
    Map<Place, Content> changes = new LinkedHashMap<>();
    for (int i = mark; i < size; i++) {
      Place place = new Place(objects[i], slots[i]);
      changes.computeIfAbsent(place, this::content);
    }
    return changes;
  }

  int logBefore() {
    return logBefore;
  }

  /** A place in the log. */
  int mark() {
    return size;
  }

  /** From now on objects are of an epoch, and those before another one are logged. */
  void enter(int newEpoch, int newLogBefore) {
    epoch = newEpoch;
    logBefore = newLogBefore;
  }

  /** Undoes everything behind a mark. */
  void undo(int mark) {
    while (size > mark) {
      size--;
      HeapObject object = objects[size];
      int slot = slots[size];
      if (slot == PAYLOAD) {
        object.payload = oldCells[size];
      } else {
        if (object.bits.length > 0) {
          object.bits[slot] = oldBits[size];
        }
        if (object.cells != null) {
          object.cells[slot] = oldCells[size];
        }
      }
      oldCells[size] = null;
    }
  }
}
