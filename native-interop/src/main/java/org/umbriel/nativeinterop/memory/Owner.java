package org.umbriel.nativeinterop.memory;

/**
 * Who frees what a pointer leads to. A pointer holds its owner, so that a block lives as long as
 * some pointer to it does, unless its owner is closed; from then on using the pointer is an
 * exception.
 */
public interface Owner {
  /** Native code owns it: Java neither frees it nor knows when it is gone. */
  Owner NATIVE_CODE =
      new Owner() {
        @Override
        public void check(long address, long size) {
          // whoever follows the pointer asks the process's memory
        }

        @Override
        public boolean isTrusted() {
          return false;
        }
      };

  /**
   * Whether these bytes may be used.
   *
   * @throws MemoryAccessException if the owner has freed them, or never had them
   */
  void check(long address, long size);

  /** Whether bytes that passed the check are surely there. */
  boolean isTrusted();
}
