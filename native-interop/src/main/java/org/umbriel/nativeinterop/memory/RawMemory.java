package org.umbriel.nativeinterop.memory;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory by address, unchecked: for addresses that are known to be good. */
public final class RawMemory {
  private RawMemory() {}

  /** A window onto memory; it keeps nothing alive. */
  public static ByteBuffer view(long address, long size) {
    return size == 0
        ? ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN)
        : new Pointer(address).getByteBuffer(0, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  public static byte[] get(long address, int size) {
    return new Pointer(address).getByteArray(0, size);
  }

  public static void put(long address, byte[] bytes) {
    new Pointer(address).write(0, bytes, 0, bytes.length);
  }

  public static long getLong(long address) {
    return new Pointer(address).getLong(0);
  }

  public static void putLong(long address, long value) {
    new Pointer(address).setLong(0, value);
  }

  /** Where a direct buffer lies. */
  public static long address(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }

  /** Zeroed memory of malloc's. */
  static long allocate(long size) {
    long room = Math.max(size, 1);
    long address = Native.malloc(room);
    if (address == 0) {
      throw new OutOfMemoryError(size + " bytes of native memory");
    }
    new Pointer(address).clear(room);
    return address;
  }

  static void free(long address) {
    Native.free(address);
  }
}
