package org.umbriel.nativeinterop.call;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.memory.RawMemory;

/**
 * Memory for the arguments and the result of one call. Calls of a thread nest, so each takes the
 * next part of the thread's own memory; a large one gets memory of its own. It is public for the
 * code of bindings, which is made in their packages.
 */
public final class CallFrame implements AutoCloseable {
  private static final int ROOM = 1 << 14;
  private static final int ALIGNMENT = 16;
  private static final ThreadLocal<Room> ROOMS = ThreadLocal.withInitial(() -> new Room(ROOM));

  private final Room room;
  private final int start;

  /** Memory of texts that the thread's own has no room for. */
  private @Nullable List<Room> others;

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

    /** The start of so many free bytes, which are taken from then on. */
    int take(long size) {
      int at = used;
      used += aligned(size);
      return at;
    }
  }

  private CallFrame(Room room, int size) {
    this.room = room;
    start = room.take(size);
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

  public long address(int offset) {
    return room.address + start + offset;
  }

  public long getLong(int offset) {
    return room.bytes.getLong(start + offset);
  }

  /** Whether a text of Java's has a counterpart in C, which ends at the first zero. */
  public static boolean isText(@Nullable String text) {
    return text != null && text.indexOf(0) < 0;
  }

  /** The address of a text in UTF-8 that lives as long as the frame. */
  public long text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Room place = roomFor(bytes.length + 1L);
    int at = place.take(bytes.length + 1L);
    place.bytes.put(at, bytes).put(at + bytes.length, (byte) 0);
    return place.address + at;
  }

  /** The address of zeroed memory that lives as long as the frame, which has to have room. */
  long allocate(long size) {
    int at = room.take(size);
    for (int i = at; i < room.used; i += Long.BYTES) {
      room.bytes.putLong(i, 0);
    }
    return room.address + at;
  }

  boolean hasRoom(long size) {
    return size <= room.bytes.capacity() - room.used - ALIGNMENT;
  }

  private Room roomFor(long size) {
    if (hasRoom(size)) {
      return room;
    }
    Room other = new Room(aligned(size));
    others = others == null ? new ArrayList<>() : others;
    others.add(other);
    return other;
  }

  byte[] copy(int offset, int size) {
    byte[] copy = new byte[size];
    room.bytes.get(start + offset, copy);
    return copy;
  }

  @Override
  public void close() {
    try {
      room.used = start;
    } finally {
      Reference.reachabilityFence(room);
      Reference.reachabilityFence(others);
    }
  }
}
