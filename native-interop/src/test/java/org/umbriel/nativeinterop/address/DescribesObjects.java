package org.umbriel.nativeinterop.address;

import java.util.List;
import org.umbriel.nativeinterop.machine.GlobalReferences;
import org.umbriel.nativeinterop.memory.RawMemory;

/** A program that says what the addresses of some objects are, as its collector has them. */
final class DescribesObjects {
  private static final int TRIES = 100;

  private DescribesObjects() {}

  public static void main(String[] arguments) {
    for (Object object : List.of("text", new long[100], List.of("a", "b"))) {
      long reference = GlobalReferences.add(object);
      System.out.println(describe(reference));
      GlobalReferences.remove(reference);
    }
  }

  /**
   * Objects move; an answer counts if the object is still there afterwards. ZGC writes where it is
   * into a handle when someone asks for it.
   */
  private static Described describe(long reference) {
    for (int i = 0; i < TRIES; i++) {
      long address = address(reference);
      Described said = AddressSpace.now().describe(address);
      if (address(reference) == address) {
        return said;
      }
    }
    return new Described.JavaHeap();
  }

  private static long address(long reference) {
    GlobalReferences.get(reference);
    return RawMemory.getLong(reference & -8);
  }
}
