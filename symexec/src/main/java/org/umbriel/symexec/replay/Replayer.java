package org.umbriel.symexec.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.replay.plan.DriverClass;
import org.umbriel.symexec.replay.plan.Invocation;
import org.umbriel.symexec.replay.plan.PlanValidator;
import org.umbriel.symexec.replay.worker.Observation;

/**
 * Runs plans in forked JVMs with assertions enabled, each plan in a fresh class loader. Safe for
 * use by many threads: there are as many forks as replays at one time. Forks are started when they
 * are needed, kept for the next plan, and replaced when a plan broke them.
 */
public final class Replayer implements AutoCloseable {
  private final Settings settings;
  private final PlanValidator validator;
  private final DriverClass drivers;
  private final IndexedClasses classes;
  private final JavaHome java;
  private final WorkerHome home;
  private final ScheduledThreadPoolExecutor clock;
  private final Deque<WorkerProcess> idle = new ArrayDeque<>();
  private boolean closed;
  private int started;

  /**
   * How to replay.
   *
   * @param javaHome the JDK or run-time that the forks run on
   * @param timeoutMilliseconds after which a call is given up
   */
  public record Settings(Path javaHome, int timeoutMilliseconds) {

    /** On the JVM that this process runs on, two seconds for each call. */
    public static Settings standard() {
      return new Settings(Path.of(System.getProperty("java.home")), 2_000);
    }
  }

  private Replayer(
      Program program, ProgramFiles files, Settings settings, JavaHome java, WorkerHome home) {
    this.settings = settings;
    this.java = java;
    this.validator = new PlanValidator(program);
    this.drivers = new DriverClass(program);
    this.classes = new IndexedClasses(program, files);
    this.home = home;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "replay clock");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * A replayer; nothing is started yet.
   *
   * @param program what is checked, and what plans refer to
   * @param files the class path that the program's code is loaded from
   * @throws IOException if there is no such JDK, the limits do not fit it, or there is no room for
   *     temporary files
   */
  public static Replayer open(Program program, ProgramFiles files, Settings settings)
      throws IOException {
    JavaHome java = JavaHome.of(settings.javaHome);
    return new Replayer(program, files, settings, java, WorkerHome.create(java));
  }

  /**
   * Runs a plan and holds what happened against a prediction.
   *
   * @throws IOException if no process can be started
   */
  public Replay replay(Invocation invocation, Prediction prediction) throws IOException {
    Optional<String> problem = validator.problem(invocation);
    if (problem.isPresent()) {
      return Replay.of(new Outcome.Refused(problem.get()), List.of(), prediction);
    }
    byte[] driver = drivers.of(invocation);
    WorkerProcess worker = borrow();
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> alarm =
        clock.schedule(
            () -> {
              late.set(true);
              worker.kill();
            },
            settings.timeoutMilliseconds,
            TimeUnit.MILLISECONDS);
    try {
      String name = DriverClass.nameFor(invocation).replace('/', '.');
      int grace = settings.timeoutMilliseconds * 2;
      List<String> denied = new ArrayList<>();
      Observation seen = worker.run(name, driver, grace, path -> find(path, denied));
      denied.addAll(seen.denied());
      return Replay.of(outcome(seen), denied, prediction);
    } catch (IOException gone) {
      Outcome outcome = late.get() ? new Outcome.TimedOut() : new Outcome.Died();
      return Replay.of(outcome, List.of(), prediction);
    } finally {
      alarm.cancel(false);
      giveBack(worker, late.get());
    }
  }

  /** A file for a fork. A class of the JDK that forks may not see counts as denied. */
  private Optional<byte[]> find(String path, List<String> denied) {
    Optional<byte[]> file = classes.find(path);
    if (file.isEmpty() && java.hides(path)) {
      denied.add(path);
    }
    return file;
  }

  /** How many forks there were so far. */
  int processesStarted() {
    synchronized (idle) {
      return started;
    }
  }

  private Outcome outcome(Observation seen) {
    if (seen.exception().isEmpty()) {
      return new Outcome.Returned();
    }
    List<Frame> frames = new ArrayList<>();
    for (Observation.Frame frame : seen.frames()) {
      String className = frame.className().replace('.', '/');
      frames.add(
          classes
              .locate(className, frame.methodName(), frame.line())
              .map(
                  p ->
                      new Frame(
                          className,
                          frame.methodName(),
                          Optional.of(p.method()),
                          p.instruction(),
                          p.method().line(p.instruction())))
              .orElseGet(
                  () ->
                      new Frame(
                          className,
                          frame.methodName(),
                          Optional.empty(),
                          -1,
                          Math.max(0, frame.line()))));
    }
    return new Outcome.Threw(seen.exception().replace('.', '/'), seen.message(), frames);
  }

  private WorkerProcess borrow() throws IOException {
    synchronized (idle) {
      if (closed) {
        throw new IOException("the replayer is closed");
      }
      WorkerProcess worker = idle.poll();
      if (worker != null) {
        return worker;
      }
      started++;
    }
    return WorkerProcess.start(WorkerCommand.of(java, home), home.folder());
  }

  private void giveBack(WorkerProcess worker, boolean late) {
    synchronized (idle) {
      if (worker.isUsable() && !late && !closed) {
        idle.push(worker);
        return;
      }
    }
    worker.kill();
  }

  /** Ends the forks and removes the temporary files. */
  @Override
  public void close() throws IOException {
    synchronized (idle) {
      closed = true;
      idle.forEach(WorkerProcess::kill);
      idle.clear();
    }
    clock.shutdownNow();
    home.close();
  }
}
