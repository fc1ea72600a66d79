package org.umbriel.symexec.solver.process;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.wire.Frames;
import org.umbriel.symexec.solver.worker.SolverWorker;

/** One worker. Used by one thread at a time; {@link #watch} by another. */
final class SolverProcess {
  /** How long a process that has closed its pipe may take to end. */
  private static final int PATIENCE_SECONDS = 10;

  private final Process process;
  private final Frames frames;
  private final WorkerLimits limits;
  private long queries;

  private @Nullable Watch query;
  private Answer.Cause end = Answer.Cause.CRASHED;

  /** When the current query has to be over, by both clocks. */
  private record Watch(long nanoTime, long cpuNanos) {}

  private SolverProcess(Process process, Frames frames, WorkerLimits limits) {
    this.process = process;
    this.frames = frames;
    this.limits = limits;
  }

  /**
   * Starts a worker.
   *
   * @throws IOException if it does not come up
   */
  static SolverProcess start(List<String> command, WorkerLimits limits) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Frames frames = new Frames(process.getInputStream(), process.getOutputStream());
    return new SolverProcess(process, frames, limits);
  }

  /** Waits until it is up. */
  void greet() throws IOException {
    byte[] hello = ask(List.of(), limits.start());
    if (new DataInputStream(new ByteArrayInputStream(hello)).readInt() != Frames.HELLO) {
      throw new IOException("not a solver's process");
    }
  }

  /**
   * Sends frames, of which the last has an answer.
   *
   * @throws IOException if the process ends before it has answered; {@link #end} says how
   */
  byte[] ask(List<byte[]> requests) throws IOException {
    queries++;
    return ask(requests, limits.wall());
  }

  private byte[] ask(List<byte[]> requests, Duration wall) throws IOException {
    watch(new Watch(System.nanoTime() + wall.toNanos(), cpuNanos() + limits.cpu().toNanos()));
    try {
      for (byte[] request : requests) {
        frames.write(request);
      }
      frames.flush();
      return frames.read();
    } catch (EOFException ended) {
      throw ended;
    } catch (IOException garbled) {
      process.destroyForcibly();
      throw garbled;
    } finally {
      watch(null);
    }
  }

  private synchronized void watch(@Nullable Watch next) {
    query = next;
  }

  /** Ends the process if its query is out of hand. */
  synchronized void watch() {
    if (query == null) {
      return;
    }
    if (System.nanoTime() - query.nanoTime() > 0 || cpuNanos() > query.cpuNanos()) {
      end = Answer.Cause.HUNG;
      process.destroyForcibly();
    } else if (residentBytes() > limits.bytes()) {
      end = Answer.Cause.OUT_OF_MEMORY;
      process.destroyForcibly();
    }
  }

  long residentBytes() {
    return ProcessMemory.residentBytes(process.pid());
  }

  /** CPU time of the process so far, as far as the system tells. */
  long cpuNanos() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /** Whether it should be replaced before others ask it. */
  boolean isWorn() {
    return queries > limits.queries();
  }

  /** Why it did not answer; called when it has not. */
  Answer.Cause end() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Answer.Cause.CRASHED;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return Answer.Cause.CRASHED;
    }
    synchronized (this) {
      return process.exitValue() == SolverWorker.OUT_OF_MEMORY ? Answer.Cause.OUT_OF_MEMORY : end;
    }
  }

  void close() {
    process.destroyForcibly();
  }
}
