package org.umbriel.symexec.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.umbriel.symexec.replay.worker.Observation;

/**
 * Runs whole programs in forked, limited JVMs with assertions enabled, a fresh fork for each run.
 */
public final class ProgramReplay {
  private final Path javaHome;
  private final int timeoutMilliseconds;

  public ProgramReplay(Path javaHome, int timeoutMilliseconds) {
    this.javaHome = javaHome;
    this.timeoutMilliseconds = timeoutMilliseconds;
  }

  /**
   * Runs a program.
   *
   * @param driverName binary name of a {@link Runnable} that starts it
   * @param driver its class file
   * @param files the program's files by path
   * @return the binary name of the exception that it ended with, empty text if it ended normally;
   *     empty if it did not end in time, or was refused something
   * @throws IOException if no process can be started
   */
  public Optional<String> run(
      String driverName, byte[] driver, Function<String, Optional<byte[]>> files)
      throws IOException {
    JavaHome java = JavaHome.of(javaHome);
    try (WorkerHome home = WorkerHome.create(java)) {
      WorkerProcess worker = WorkerProcess.start(WorkerCommand.of(java, home), home.folder());
      ExecutorService clock = clock();
      clock.execute(
          () -> {
            try {
              TimeUnit.MILLISECONDS.sleep(timeoutMilliseconds);
              worker.kill();
            } catch (InterruptedException inTime) {
              Thread.currentThread().interrupt();
            }
          });
      try {
        Observation seen = worker.run(driverName, driver, 2 * timeoutMilliseconds, files);
        return seen.denied().isEmpty() ? Optional.of(seen.exception()) : Optional.empty();
      } catch (IOException gone) {
        return Optional.empty();
      } finally {
        clock.shutdownNow();
        worker.kill();
      }
    }
  }

  private static ExecutorService clock() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "replay clock");
          thread.setDaemon(true);
          return thread;
        });
  }
}
