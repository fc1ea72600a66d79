package org.umbriel.symexec.solver.process;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.umbriel.symexec.solver.wire.Frames;
import org.umbriel.symexec.solver.worker.SolverWorker;

/**
 * A worker that fails in the middle of its first query. Once it has done so in a folder, those that
 * come after it are as they should be.
 */
final class TroubledWorker {
  /** How. */
  enum Trouble {
    EXITS_AT_ONCE,
    DIES,
    SPINS,
    WAITS,
    GROWS,
    BABBLES
  }

  private TroubledWorker() {}

  public static void main(String[] arguments) throws IOException {
    Trouble trouble = Trouble.valueOf(arguments[0]);
    if (trouble == Trouble.EXITS_AT_ONCE) {
      return;
    }
    try {
      Files.createFile(Path.of(arguments[1]));
    } catch (FileAlreadyExistsException overIt) {
      SolverWorker.main(arguments);
      return;
    }
    Frames frames = new Frames(System.in, System.out);
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    new DataOutputStream(hello).writeInt(Frames.HELLO);
    frames.write(hello.toByteArray());
    frames.flush();
    while (frames.read()[0] != Frames.CHECK) {
      Thread.onSpinWait();
    }
    run(trouble);
  }

  private static void run(Trouble trouble) {
    switch (trouble) {
      case DIES -> Runtime.getRuntime().halt(134);
      case SPINS -> {
        while (true) {
          Thread.onSpinWait();
        }
      }
      case GROWS -> grow();
      case BABBLES -> {
        System.out.print("A fatal error has been detected");
        System.out.flush();
        LockSupport.park();
      }
      default -> LockSupport.park();
    }
  }

  private static void grow() {
    List<ByteBuffer> kept = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(4 << 20);
      while (buffer.hasRemaining()) {
        buffer.put((byte) 1);
      }
      kept.add(buffer);
    }
    LockSupport.park(kept);
  }
}
