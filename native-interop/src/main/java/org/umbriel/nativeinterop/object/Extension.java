package org.umbriel.nativeinterop.object;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.value.NativePointer;

/**
 * Objects whose parts do not lie side by side. An object of Java gets a native part: memory that is
 * freed when nobody holds the object and no pointer into the part, since a pointer holds its owner.
 * Native memory gets a part in Java: an object that is held until the memory's arena is closed or
 * collected, or, of memory that native code owns, until somebody says that it is gone. Using a part
 * whose other half is gone is a {@link MemoryAccessException}.
 */
public final class Extension {
  private static final Map<Key, NativePointer> NATIVE_PARTS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

  /** By the address of memory of native code's. */
  private static final Map<Long, Object> JAVA_PARTS = new ConcurrentHashMap<>();

  private Extension() {}

  /** An object, by its identity and without holding it. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object object, @Nullable ReferenceQueue<Object> queue) {
      super(object, queue);
      hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other == this || (other instanceof Key key && get() != null && get() == key.get());
    }
  }

  /** The native part of an object; it is made, zeroed, when it is first asked for. */
  public static NativePointer ofObject(Object object, CType type) {
    for (Object gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
      NATIVE_PARTS.remove(gone);
    }
    NativePointer known = NATIVE_PARTS.get(new Key(object, null));
    if (known == null) {
      known =
          NATIVE_PARTS.computeIfAbsent(
              new Key(object, COLLECTED), key -> NativePointer.allocate(new Arena(), type));
    }
    if (!known.target().equals(type)) {
      throw new MemoryAccessException(
          known.address(), "the native part is a " + known.target().text());
    }
    return known;
  }

  /** Makes an object a part of what a pointer leads to. */
  public static void ofMemory(NativePointer pointer, Object part) {
    pointer.owner().check(pointer.address(), 1);
    if (pointer.owner() instanceof Arena arena) {
      arena.hold(pointer.address(), part);
    } else {
      JAVA_PARTS.put(pointer.address(), part);
    }
  }

  /**
   * The object that is a part of what a pointer leads to.
   *
   * @throws MemoryAccessException if the memory is gone, or has no such part
   */
  public static <T> T partOf(NativePointer pointer, Class<T> type) {
    pointer.owner().check(pointer.address(), 1);
    Object part =
        pointer.owner() instanceof Arena arena
            ? arena.held(pointer.address())
            : JAVA_PARTS.get(pointer.address());
    if (part == null) {
      throw new MemoryAccessException(pointer.address(), "no object of Java is a part of it");
    }
    return type.cast(part);
  }

  /** Says that memory of native code's is gone, and lets go of the object. */
  public static void release(NativePointer pointer) {
    JAVA_PARTS.remove(pointer.address());
  }
}
