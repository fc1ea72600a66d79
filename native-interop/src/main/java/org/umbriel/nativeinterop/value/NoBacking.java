package org.umbriel.nativeinterop.value;

import org.umbriel.nativeinterop.type.FunctionType;

/** For values that must not make anything new: nobody would free it. */
record NoBacking(Place place) implements Backing {
  @Override
  public long allocate(long size) {
    throw refusal("memory");
  }

  @Override
  public long stub(FunctionType type, Callback callback) {
    throw refusal("a callback");
  }

  @Override
  public void copyBack(long address, Object primitiveArray) {
    throw refusal("memory");
  }

  private ArgumentException refusal(String what) {
    return new ArgumentException(
        place, "a pointer", "it would need " + what + " that nobody frees; give a pointer");
  }
}
