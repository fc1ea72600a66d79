package org.umbriel.nativeinterop.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.memory.ProcessMemory;

/**
 * The calls of a thread from native code into Java that are not over. Each kept the registers that
 * its caller had, so that the native frames below it can be followed.
 */
public final class OpenEntries {
  private static final int RBP = 6;
  private static final int RSP = 7;
  private static final int RETURN_ADDRESS = 16;

  /** DWARF's numbers of {@link Register#KEPT}. */
  private static final int[] KEPT = {3, 12, 13, 14, 15};

  private static final Set<OpenEntries> ALL =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private static final ThreadLocal<OpenEntries> OWN = ThreadLocal.withInitial(OpenEntries::new);

  private long[] frames = new long[8];
  private int depth;

  private OpenEntries() {
    ALL.add(this);
  }

  static OpenEntries ofThisThread() {
    return OWN.get();
  }

  void open(long frame) {
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, 2 * depth);
    }
    frames[depth++] = frame;
  }

  void close() {
    depth--;
  }

  /**
   * The registers of the callers in native code, by DWARF's numbers, {@code rsp} being what it is
   * after the call. Those of other threads may be gone when somebody looks.
   */
  public static List<Map<Integer, Long>> callers() {
    List<Map<Integer, Long>> callers = new ArrayList<>();
    synchronized (ALL) {
      for (OpenEntries thread : ALL) {
        long[] frames = thread.frames;
        for (int i = 0; i < Math.min(thread.depth, frames.length); i++) {
          caller(frames[i]).ifPresent(callers::add);
        }
      }
    }
    return callers;
  }

  /** Empty if the thread has ended, and its stack is gone. */
  private static Optional<Map<Integer, Long>> caller(long frame) {
    try {
      return Optional.of(read(ProcessMemory.read(frame, JavaEntries.STACK), frame));
    } catch (MemoryAccessException e) {
      return Optional.empty();
    }
  }

  private static Map<Integer, Long> read(byte[] bytes, long frame) {
    ByteBuffer kept = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, Long> registers = new HashMap<>();
    for (int i = 0; i < KEPT.length; i++) {
      registers.put(KEPT[i], kept.getLong(JavaEntries.KEPT + 8 * i));
    }
    registers.put(RBP, kept.getLong(JavaEntries.ROOM));
    registers.put(RETURN_ADDRESS, kept.getLong(JavaEntries.ROOM + 8));
    registers.put(RSP, frame + JavaEntries.STACK);
    return registers;
  }
}
