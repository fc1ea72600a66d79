package org.umbriel.symexec.replay.worker;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * From JDK 24 on, asked by the guards in {@code java.base}; it lies there under another name. Open
 * while the worker starts, closed for good before the first witness: then nobody passes but the
 * worker's own thread, whoever else stands on the stack, and whatever is refused is noted. One
 * exception: files of the JDK itself, and its sources of randomness, may be read.
 *
 * <p>It is initialised before the platform is, so it uses next to nothing of it.
 */
public final class Gate {
  /** Its binary name in the patched platform. */
  public static final String PATCHED_NAME = "java.lang.UmbrielGate";

  /** {@code O_WRONLY | O_RDWR}. */
  private static final int WRITING = 3;

  private static final @Nullable Object[] KEEPER = new @Nullable Object[1];
  private static final @Nullable String[] HOME = new @Nullable String[1];
  private static final @Nullable String[] DENIED = new @Nullable String[Observation.MAX_DENIED];

  private Gate() {}

  /** Closes the gate for all threads but the calling one. */
  public static synchronized void close() {
    if (KEEPER[0] == null) {
      HOME[0] = System.getProperty("java.home") + "/";
      KEEPER[0] = Thread.currentThread();
    }
  }

  /** What was refused since the last call; for the keeper only. */
  public static synchronized String[] takeDenied() {
    deny("the gate");
    int count = 0;
    while (count < DENIED.length && DENIED[count] != null) {
      count++;
    }
    String[] taken = new String[count];
    for (int i = 0; i < count; i++) {
      taken[i] = DENIED[i];
      DENIED[i] = null;
    }
    return taken;
  }

  /** Refuses. */
  public static void deny(String what) {
    if (KEEPER[0] != null && KEEPER[0] != Thread.currentThread()) {
      refuse(what);
    }
  }

  /** Refuses what is not a read of the JDK's own files. */
  public static void read(String what, @Nullable Object path, int flags) {
    if (KEEPER[0] != null
        && KEEPER[0] != Thread.currentThread()
        && !((flags & WRITING) == 0 && isInPlatform(path))) {
      refuse(what);
    }
  }

  /** Only of classes whose text is what the operating system will see. */
  private static boolean isInPlatform(@Nullable Object path) {
    String text = path != null && isHonest(path) ? path.toString() : "";
    return text.equals("/dev/random")
        || text.equals("/dev/urandom")
        || (text.startsWith(String.valueOf(HOME[0])) && !text.contains("/.."));
  }

  private static boolean isHonest(Object path) {
    return path instanceof String
        || path.getClass() == File.class
        || path.getClass().getName().equals("sun.nio.fs.UnixPath");
  }

  private static void refuse(String what) {
    synchronized (Gate.class) {
      for (int i = 0; i < DENIED.length; i++) {
        if (DENIED[i] == null) {
          DENIED[i] = what;
          break;
        }
      }
    }
    throw new SecurityException("denied: ".concat(what));
  }
}
