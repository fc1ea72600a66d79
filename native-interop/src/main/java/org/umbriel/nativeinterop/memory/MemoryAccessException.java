package org.umbriel.nativeinterop.memory;

import org.umbriel.nativeinterop.NativeException;

/** An address that must not be used: nothing is there, or what was there is gone. */
public final class MemoryAccessException extends NativeException {
  private static final long serialVersionUID = 1L;

  private final long address;

  public MemoryAccessException(long address, String reason) {
    super("0x" + Long.toHexString(address) + ": " + reason);
    this.address = address;
  }

  public long address() {
    return address;
  }
}
