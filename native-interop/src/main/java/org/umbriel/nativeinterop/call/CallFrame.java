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
  private final Thrown thrown;
  private final int start;

  /** Memory with the place where it is free, and what callbacks of the thread threw. */
  private static final class Room {
    private final Thrown thrown = new Thrown();
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

  private CallFrame(Room room, Thrown thrown, int size) {
    this.room = room;
    this.thrown = thrown;
    start = room.used;
    room.used += size;
  }

  /** Zeroed memory. */
  static CallFrame open(int size) {
    int rounded = aligned(size);
    Room room = ROOMS.get();
    if (rounded > ROOM - room.used) {
      return new CallFrame(new Room(rounded), room.thrown, rounded);
    }
    CallFrame frame = new CallFrame(room, room.thrown, rounded);
    for (int i = 0; i < rounded; i += Long.BYTES) {
      room.bytes.putLong(frame.start + i, 0);
    }
    return frame;
  }

  /** What callbacks of this thread threw. */
  static Thrown thrown() {
    return ROOMS.get().thrown;
  }

  static int aligned(long size) {
    return Math.toIntExact((size + ALIGNMENT - 1) & -ALIGNMENT);
  }

  /** Begins the call itself. */
  void enter() {
    thrown.enter();
  }

  /** Ends it; throws what a callback threw. */
  void leave() {
    thrown.leave();
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

  /** A part of it; a few bytes are copied faster one by one. */
  byte[] copy(int offset, int size) {
    byte[] copy = new byte[size];
    if (size <= ALIGNMENT) {
      for (int i = 0; i < size; i++) {
        copy[i] = room.bytes.get(start + offset + i);
      }
    } else {
      room.bytes.get(start + offset, copy);
    }
    return copy;
  }

  @Override
  public void close() {
    room.used = start;
  }
}
