package org.umbriel.nativeinterop.call;

import org.umbriel.nativeinterop.memory.Owner;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.NativePointer;

/**
 * An address that calls Java for as long as the process lives. It holds what it calls; once it is
 * released, a call is an exception and no crash.
 */
public final class Upcall {
  private final Stub stub;

  public Upcall(FunctionType type, Callback callback) {
    stub = StubPool.pinned(type, callback);
  }

  public NativePointer pointer() {
    return new NativePointer(stub.address(), stub.type(), Owner.NATIVE_CODE);
  }

  /** Lets go of what it calls. */
  public void release() {
    stub.release();
  }
}
