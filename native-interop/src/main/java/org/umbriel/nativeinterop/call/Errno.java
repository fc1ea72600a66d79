package org.umbriel.nativeinterop.call;

import com.sun.jna.NativeLibrary;
import java.nio.ByteBuffer;
import org.umbriel.nativeinterop.memory.RawMemory;

/**
 * The variable {@code errno} of the thread that runs. It is read straight after the call: the JVM
 * makes no system call between a native function's return and the next line of Java, and its signal
 * handlers leave it as it was.
 */
final class Errno {
  private final ByteBuffer variable;
  private int kept;

  private Errno(ByteBuffer variable) {
    this.variable = variable;
  }

  /** Looked up for each call: a virtual thread changes the thread that carries it. */
  static Errno ofThisThread() {
    long address =
        NativeLibrary.getProcess().getFunction("__errno_location").invokeLong(new Object[0]);
    return new Errno(RawMemory.view(address, Integer.BYTES));
  }

  void clear() {
    variable.putInt(0, 0);
  }

  /** Keeps what it is now. */
  void keep() {
    kept = variable.getInt(0);
  }

  int kept() {
    return kept;
  }
}
