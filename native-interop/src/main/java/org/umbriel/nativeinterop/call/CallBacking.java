package org.umbriel.nativeinterop.call;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.RawMemory;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.value.Backing;
import org.umbriel.nativeinterop.value.Callback;

/** What is made for the arguments of a call, and lives as long as the call. */
final class CallBacking implements Backing, AutoCloseable {
  private final StubPool pool;
  private final @Nullable CallFrame frame;
  private List<Stub> stubs = List.of();
  private List<Copy> copies = List.of();
  private @Nullable Arena arena;

  CallBacking(StubPool pool) {
    this(pool, null);
  }

  /**
   * @param frame of the call, where memory is made; null if memory may be needed longer
   */
  CallBacking(StubPool pool, @Nullable CallFrame frame) {
    this.pool = pool;
    this.frame = frame;
  }

  /** An array of Java's and the native copy of it. */
  private record Copy(long address, Object array) {}

  @Override
  public long allocate(long size) {
    if (frame != null && frame.hasRoom(size)) {
      return frame.allocate(size);
    }
    if (arena == null) {
      arena = new Arena();
    }
    return arena.allocate(size);
  }

  @Override
  public long stub(FunctionType type, Callback callback) {
    Stub stub = pool.take(type, callback);
    stubs = added(stubs, stub);
    return stub.address();
  }

  @Override
  public void copyBack(long address, Object primitiveArray) {
    copies = added(copies, new Copy(address, primitiveArray));
  }

  /** Most calls make nothing, and should not pay for lists. */
  private static <T> List<T> added(List<T> before, T element) {
    List<T> list = before.isEmpty() ? new ArrayList<>() : before;
    list.add(element);
    return list;
  }

  /** What native code wrote into copies of arrays is written into the arrays. */
  void copyBack() {
    for (Copy copy : copies) {
      if (copy.array() instanceof byte[] array) {
        view(copy, array.length, 1).get(array);
      } else if (copy.array() instanceof short[] array) {
        view(copy, array.length, Short.BYTES).asShortBuffer().get(array);
      } else if (copy.array() instanceof char[] array) {
        view(copy, array.length, Character.BYTES).asCharBuffer().get(array);
      } else if (copy.array() instanceof int[] array) {
        view(copy, array.length, Integer.BYTES).asIntBuffer().get(array);
      } else if (copy.array() instanceof long[] array) {
        view(copy, array.length, Long.BYTES).asLongBuffer().get(array);
      } else if (copy.array() instanceof float[] array) {
        view(copy, array.length, Float.BYTES).asFloatBuffer().get(array);
      } else if (copy.array() instanceof double[] array) {
        view(copy, array.length, Double.BYTES).asDoubleBuffer().get(array);
      }
    }
  }

  private static ByteBuffer view(Copy copy, int count, int size) {
    return RawMemory.view(copy.address(), (long) count * size);
  }

  /**
   * Gives what was made to whoever has the result, which may lead there: {@code strchr} returns an
   * address in its argument.
   */
  @Nullable Arena handOver() {
    Arena given = arena;
    arena = null;
    return given;
  }

  boolean hasMade() {
    return arena != null;
  }

  @Override
  public void close() {
    stubs.forEach(pool::give);
    if (arena != null) {
      arena.close();
    }
  }
}
