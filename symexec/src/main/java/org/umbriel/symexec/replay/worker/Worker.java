package org.umbriel.symexec.replay.worker;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;

/**
 * The fork's main class: one witness after the other, each in a fresh loader and a fresh thread.
 * Ends when its input does, when a witness does not end in time, and on anything it does not
 * expect; whoever started it starts another.
 */
public final class Worker {
  private static final int STACK_BYTES = 512 << 10;

  private final Wire wire;
  private final Limits limits;
  private final Fetcher fetcher;
  private final ThreadGroup group = new ThreadGroup("witness");
  private final Set<Thread> own;
  private final Properties properties;

  private Worker(Wire wire, Limits limits) {
    this.wire = wire;
    this.limits = limits;
    this.fetcher = new Fetcher(wire);
    this.own = threads();
    this.properties = (Properties) System.getProperties().clone();
  }

  /** The argument for a platform with a {@link Gate}. */
  public static final String GATE = "gate";

  /**
   * Serves on standard input and output until the input ends.
   *
   * @param arguments {@link #GATE}, or nothing for a platform with a SecurityManager
   */
  public static void main(String[] arguments) {
    int status = 0;
    try {
      Wire wire =
          new Wire(
              new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
      swallowStandardStreams();
      loadWhatThePlatformLoadsLate();
      boolean gate = arguments.length > 0 && arguments[0].equals(GATE);
      Limits limits = gate ? GateLimits.install() : SecurityManagerLimits.install();
      new Worker(wire, limits).serve();
    } catch (EOFException over) {
      status = 0;
    } catch (Throwable unexpected) {
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }

  private static void swallowStandardStreams() {
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
  }

  /** The time zone becomes a property; the run-time image's reader has a native half. */
  private static void loadWhatThePlatformLoadsLate() {
    TimeZone.getDefault();
    ClassLoader.getPlatformClassLoader().getResource("none");
  }

  private void serve() throws IOException, InterruptedException {
    wire.writeInt(Wire.MAGIC);
    wire.writeInt(Wire.VERSION);
    wire.flush();
    while (true) {
      wire.readInt(Wire.RUN, Wire.RUN);
      int milliseconds = wire.readInt(1, Integer.MAX_VALUE);
      String driverName = wire.readText();
      byte[] driver = wire.readBytes();
      Observation observation = run(driverName, driver, milliseconds);
      wire.writeInt(Wire.DONE);
      wire.writeInt(isAsBefore(observation) ? 0 : 1);
      observation.writeTo(wire);
      wire.flush();
    }
  }

  private Observation run(String driverName, byte[] driver, int milliseconds)
      throws IOException, InterruptedException {
    ProgramLoader loader = new ProgramLoader(fetcher, limits.domain());
    Witness witness = new Witness(loader, driverName, driver, fetcher);
    Thread thread = new Thread(group, witness, "main", STACK_BYTES, false);
    thread.setContextClassLoader(loader);
    fetcher.reset();
    thread.start();
    if (!fetcher.serve(thread, milliseconds)) {
      throw new IOException("the witness did not end");
    }
    Observation observation = witness.observation();
    if (observation == null) {
      throw new IOException("the witness ended without a word");
    }
    return observation.withDenied(limits.takeDenied());
  }

  /**
   * Whether the next witness finds nothing of this one. A refusal may have stopped a class of the
   * platform from being initialised, for ever.
   */
  private boolean isAsBefore(Observation observation) {
    return observation.denied().isEmpty()
        && own.containsAll(threads())
        && properties.equals(System.getProperties());
  }

  private static Set<Thread> threads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] found = new Thread[root.activeCount() + 16];
    int count = root.enumerate(found);
    Set<Thread> threads = new HashSet<>();
    for (int i = 0; i < count; i++) {
      threads.add(found[i]);
    }
    return threads;
  }
}
