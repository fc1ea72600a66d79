package org.umbriel.nativeinterop.value;

import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.type.FunctionType;

/** What is made for a value in an arena lives in the arena. */
record ArenaBacking(Arena arena, Place place) implements Backing {
  @Override
  public long allocate(long size) {
    return arena.allocate(size);
  }

  @Override
  public long stub(FunctionType type, Callback callback) {
    return new NoBacking(place).stub(type, callback);
  }

  @Override
  public void copyBack(long address, Object primitiveArray) {
    // the array was given as a value: what becomes of the copy is read from the arena
  }
}
