package org.umbriel.nativeinterop.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.umbriel.nativeinterop.memory.RawMemory;

/**
 * Memory for the arguments and the result of one call. Calls of a thread nest, so each takes the
 * next part of the thread's own memory; a large one gets memory of its own.
 */
final class CallFrame implements AutoCloseable {
  private static final int ROOM = 1 << 14;
  private static final int ALIGNMENT = 16;
  private static final ThreadLocal<Room> ROOMS = ThreadLocal.withInitial(() -> new Room(ROOM));

  private final Room room;
  private final int start;

  /** Memory with the place where it is free. */
  private static final class Room {
    private final ByteBuffer bytes;
    private final long address;
    private int used;

    Room(int size) {
      ByteBuffer all = ByteBuffer.allocateDirect(size + ALIGNMENT).order(ByteOrder.LITTLE_ENDIAN);
      long start = RawMemory.address(all);
      int skipped = (int) (-start & (ALIGNMENT - 1));
      bytes = all.slice(skipped, size).order(ByteOrder.LITTLE_ENDIAN);
      address = start + skipped;
    }
  }

  private CallFrame(Room room, int size) {
    this.room = room;
    start = room.used;
    room.used += size;
  }

  /** Memory as another call left it. */
  static CallFrame open(int size) {
    int rounded = aligned(size);
    Room room = ROOMS.get();
    return new CallFrame(rounded > ROOM - room.used ? new Room(rounded) : room, rounded);
  }

  static int aligned(long size) {
    return Math.toIntExact((size + ALIGNMENT - 1) & -ALIGNMENT);
  }

  /** The memory, of which this frame's part begins at {@link #at}. */
  ByteBuffer bytes() {
    return room.bytes;
  }

  int at(int offset) {
    return start + offset;
  }

  long address(int offset) {
    return room.address + start + offset;
  }

  byte[] copy(int offset, int size) {
    byte[] copy = new byte[size];
    room.bytes.get(start + offset, copy);
    return copy;
  }

  @Override
  public void close() {
    room.used = start;
  }
}
