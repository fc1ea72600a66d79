package org.umbriel.nativeinterop.value;

import org.umbriel.nativeinterop.type.FunctionType;

/** Where that lives which a pointer leads to, when a Java object is given for a pointer. */
public interface Backing {
  /** The address of new, zeroed memory. */
  long allocate(long size);

  /** An address that calls Java. */
  long stub(FunctionType type, Callback callback);

  /** Takes an array whose elements native code may change, to copy them back afterwards. */
  void copyBack(long address, Object primitiveArray);
}
