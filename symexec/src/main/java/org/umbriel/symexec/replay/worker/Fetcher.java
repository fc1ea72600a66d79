package org.umbriel.symexec.replay.worker;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files of the program's class path. The witness asks, the worker's own thread fetches and answers:
 * so a stack that overflows in the asking thread never leaves half a message in the pipe. Monitors
 * only, since the JVM releases them whatever is thrown.
 */
final class Fetcher {
  private static final int CACHE_BYTES = 8 << 20;

  /** In milliseconds; the witness may have died without calling {@link #end}. */
  private static final long LONGEST_WAIT = 100;

  private final Wire wire;
  private final Map<String, Answer> cache = new LinkedHashMap<>(16, 0.75f, true);
  private int cached;
  private @Nullable Request pending;
  private boolean over;

  /** Files are few and small, answers without bytes say that there is no such file. */
  private record Answer(byte @Nullable [] bytes) {
    int cost() {
      return bytes == null ? 64 : bytes.length + 64;
    }
  }

  /** A question of the witness; belongs to one wait only. */
  private static final class Request {
    private final String path;
    private @Nullable Answer answer;

    Request(String path) {
      this.path = path;
    }
  }

  Fetcher(Wire wire) {
    this.wire = wire;
  }

  /** In the witness's thread: the bytes of a file, null if there is none. */
  byte @Nullable [] fetch(String path) {
    Request request = new Request(path);
    synchronized (this) {
      pending = request;
      notifyAll();
      boolean interrupted = false;
      while (request.answer == null) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return request.answer.bytes();
    }
  }

  /**
   * In the worker's thread: answers questions for as long as the witness runs.
   *
   * @return false if the time is over and it still runs
   */
  boolean serve(Thread witness, long milliseconds) throws IOException, InterruptedException {
    long end = System.nanoTime() + milliseconds * 1_000_000;
    boolean running = true;
    while (running) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      Request request;
      synchronized (this) {
        if (pending == null && !over) {
          wait(Math.min(left, LONGEST_WAIT));
        }
        request = pending;
        pending = null;
        running = !over && witness.isAlive();
      }
      if (request != null) {
        answer(request);
      }
    }
    witness.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    return !witness.isAlive();
  }

  /** Before a witness starts: forgets what the last one left. */
  synchronized void reset() {
    pending = null;
    over = false;
  }

  /** The witness is about to end. */
  synchronized void end() {
    over = true;
    notifyAll();
  }

  private void answer(Request request) throws IOException {
    Answer answer = cache.get(request.path);
    if (answer == null) {
      wire.writeInt(Wire.FETCH);
      wire.writeText(request.path);
      wire.flush();
      answer = new Answer(wire.readInt(0, 1) == 1 ? wire.readBytes() : null);
      keep(request.path, answer);
    }
    synchronized (this) {
      request.answer = answer;
      notifyAll();
    }
  }

  private void keep(String path, Answer answer) {
    cache.put(path, answer);
    cached += answer.cost();
    var eldest = cache.entrySet().iterator();
    while (cached > CACHE_BYTES && eldest.hasNext()) {
      cached -= eldest.next().getValue().cost();
      eldest.remove();
    }
  }
}
