package org.umbriel.nativeinterop.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.value.Callback;

/**
 * Stubs that callbacks take for the time of a call. They come back and are taken again, so their
 * number is that of the callbacks that are passed at the same time.
 */
final class StubPool {
  /** For results: no callback goes to native code that way. */
  static final StubPool NONE = new StubPool();

  /** JNA holds callbacks weakly; a stub that native code may know is held here. */
  private static final Set<Stub> PINNED = ConcurrentHashMap.newKeySet();

  private final Map<FunctionType, Deque<Stub>> free = new HashMap<>();

  synchronized Stub take(FunctionType type, Callback callback) {
    if (this == NONE) {
      throw new NativeException(type.text() + ": a callback can't return a callback");
    }
    Stub stub = free.computeIfAbsent(type, t -> new ArrayDeque<>()).poll();
    if (stub == null) {
      stub = pinned(type, callback);
    }
    stub.set(callback);
    return stub;
  }

  /** A stub that is never given back. */
  static Stub pinned(FunctionType type, Callback callback) {
    Stub stub = new Stub(type, callback);
    PINNED.add(stub);
    return stub;
  }

  synchronized void give(Stub stub) {
    stub.release();
    free.computeIfAbsent(stub.type(), t -> new ArrayDeque<>()).push(stub);
  }
}
