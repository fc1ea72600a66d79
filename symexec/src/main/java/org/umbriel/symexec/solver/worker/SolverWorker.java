package org.umbriel.symexec.solver.worker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.umbriel.symexec.solver.wire.Frames;

/**
 * Answers one request after the other until its standard input ends. A thread of its own waits for
 * that end: a parent that is gone takes its workers with it, also from the middle of a query.
 */
public final class SolverWorker {
  /** The exit code of a worker whose heap is full. */
  public static final int OUT_OF_MEMORY = 3;

  /** Native code recurses over terms; only what it touches is memory. */
  private static final long STACK = 1L << 30;

  private SolverWorker() {}

  /** The process. */
  public static void main(String[] arguments) throws IOException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(new PrintStream(System.err, true));
    Frames frames = new Frames(System.in, out);
    BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();
    new Thread(null, () -> answer(requests, frames), "solver", STACK).start();
    try {
      while (true) {
        requests.add(frames.read());
      }
    } catch (IOException parentIsGone) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void answer(BlockingQueue<byte[]> requests, Frames frames) {
    try {
      ByteArrayOutputStream hello = new ByteArrayOutputStream();
      new DataOutputStream(hello).writeInt(Frames.HELLO);
      send(hello.toByteArray(), frames);
      Requests handler = new Requests();
      while (true) {
        byte[] answer = handler.handle(requests.take());
        if (answer.length > 0) {
          send(answer, frames);
        }
      }
    } catch (IOException | UncheckedIOException | InterruptedException e) {
      Runtime.getRuntime().halt(1);
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }

  private static void send(byte[] frame, Frames frames) throws IOException {
    frames.write(frame);
    frames.flush();
  }
}
