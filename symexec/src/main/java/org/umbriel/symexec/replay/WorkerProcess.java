package org.umbriel.symexec.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.umbriel.symexec.replay.worker.Observation;
import org.umbriel.symexec.replay.worker.Wire;

/** One forked JVM. Used by one thread at a time; {@link #kill} by any. */
final class WorkerProcess {
  private final Process process;
  private final Wire wire;
  private boolean usable = true;

  private WorkerProcess(Process process, Wire wire) {
    this.process = process;
    this.wire = wire;
  }

  /**
   * Starts a fork.
   *
   * @throws IOException if it does not come up
   */
  static WorkerProcess start(List<String> command, Path folder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.directory(folder.toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    Wire wire = new Wire(process.getInputStream(), process.getOutputStream());
    try {
      wire.readInt(Wire.MAGIC, Wire.MAGIC);
      wire.readInt(Wire.VERSION, Wire.VERSION);
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException("a replay process did not start: " + String.join(" ", command), e);
    }
    return new WorkerProcess(process, wire);
  }

  /**
   * Runs one call.
   *
   * @param files answers the fork's questions
   * @throws IOException if the fork ended, or was killed, before it answered
   */
  Observation run(
      String driverName, byte[] driver, int milliseconds, Function<String, Optional<byte[]>> files)
      throws IOException {
    usable = false;
    wire.writeInt(Wire.RUN);
    wire.writeInt(milliseconds);
    wire.writeText(driverName);
    wire.writeBytes(driver);
    wire.flush();
    while (wire.readInt(Wire.FETCH, Wire.DONE) == Wire.FETCH) {
      Optional<byte[]> file = files.apply(wire.readText());
      if (file.isPresent() && file.get().length <= Wire.MAX_BYTES) {
        wire.writeInt(1);
        wire.writeBytes(file.get());
      } else {
        wire.writeInt(0);
      }
      wire.flush();
    }
    boolean clean = wire.readInt(0, 1) == 0;
    Observation observation = Observation.readFrom(wire);
    usable = clean;
    return observation;
  }

  /** Whether it may run another call: nothing of the last one is left running in it. */
  boolean isUsable() {
    return usable;
  }

  void kill() {
    process.destroyForcibly();
  }
}
