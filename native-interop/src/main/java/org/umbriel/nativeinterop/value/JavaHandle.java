package org.umbriel.nativeinterop.value;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.memory.Owner;

/**
 * An object of Java that native code holds: a pointer that it keeps and gives back, but can't
 * follow. The object lives until the handle is closed; from then on giving the pointer to native
 * code, or getting it back, is an exception. No handle has the pointer of an earlier one.
 *
 * <pre>{@code
 * JavaHandle handle = JavaHandle.of(list);
 * library.function("each").call(handle.pointer(), (Callback) p -> {
 *   JavaHandle.get(p.get(0).toPointer(), List.class).add(p.get(1).toInt());
 *   return 0;
 * });
 * }</pre>
 */
public final class JavaHandle implements AutoCloseable {
  /** No processor's address: code that follows such a pointer stops there and changes nothing. */
  private static final long FIRST = 0x4a00_0000_0000_0000L;

  private static final Map<Long, Object> HELD = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong(FIRST);

  private static final Owner OWNER =
      new Owner() {
        @Override
        public void check(long address, long size) {
          if (!HELD.containsKey(address)) {
            throw gone(address);
          }
          if (size > 0) {
            throw new MemoryAccessException(address, "a handle of a Java object, not an address");
          }
        }

        @Override
        public boolean isTrusted() {
          return false;
        }
      };

  private final long address;

  private JavaHandle(long address) {
    this.address = address;
  }

  /** Holds an object. */
  public static JavaHandle of(Object object) {
    long address = NEXT.getAndIncrement();
    HELD.put(address, object);
    return new JavaHandle(address);
  }

  /** What native code gets, a {@code void *}. */
  public NativePointer pointer() {
    return NativePointer.of(address).ownedBy(OWNER);
  }

  /**
   * The object that a pointer is the handle of.
   *
   * @throws MemoryAccessException if it is none, or the handle is closed
   * @throws ClassCastException if the object is of another class
   */
  public static <T> T get(NativePointer pointer, Class<T> type) {
    Object held = HELD.get(pointer.address());
    if (held == null) {
      throw gone(pointer.address());
    }
    return type.cast(held);
  }

  private static MemoryAccessException gone(long address) {
    boolean wasOne = address >= FIRST && address < NEXT.get();
    return new MemoryAccessException(
        address,
        wasOne ? "the handle of this Java object is closed" : "no handle of a Java object");
  }

  /** Lets go of the object. */
  @Override
  public void close() {
    HELD.remove(address);
  }
}
