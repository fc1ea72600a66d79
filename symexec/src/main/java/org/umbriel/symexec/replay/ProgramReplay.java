package org.umbriel.symexec.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

  /**
   * Starts a JVM for many runs.
   *
   * @throws IOException if no process can be started
   */
  public Session open() throws IOException {
    JavaHome java = JavaHome.of(javaHome);
    return new Session(java, WorkerHome.create(java));
  }

  /** One JVM for many runs, each with classes of its own; another one, after a run without end. */
  public static final class Session implements AutoCloseable {
    private final JavaHome java;
    private final WorkerHome home;
    private @Nullable WorkerProcess worker;

    private Session(JavaHome java, WorkerHome home) {
      this.java = java;
      this.home = home;
    }

    /**
     * Runs a program.
     *
     * @return what it did; empty if it did not end in time, or ended the process
     * @throws IOException if no process can be started
     */
    public Optional<Observation> run(
        String driverName,
        byte[] driver,
        int milliseconds,
        Function<String, Optional<byte[]>> files)
        throws IOException {
      WorkerProcess current = worker;
      if (current == null || !current.isUsable()) {
        stop();
        current = WorkerProcess.start(WorkerCommand.of(java, home), home.folder());
        worker = current;
      }
      try {
        return Optional.of(current.run(driverName, driver, milliseconds, files));
      } catch (IOException gone) {
        return Optional.empty();
      }
    }

    private void stop() {
      if (worker != null) {
        worker.kill();
        worker = null;
      }
    }

    @Override
    public void close() throws IOException {
      stop();
      home.close();
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
