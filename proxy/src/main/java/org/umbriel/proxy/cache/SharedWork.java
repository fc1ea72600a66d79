package org.umbriel.proxy.cache;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Work that several clients may wait for: whoever asks for the same name joins, and when the last
 * of them has left before the end, the work is interrupted, or never begun. Threads and queue are
 * bounded.
 *
 * @param <V> what the work gives
 */
public final class SharedWork<V> implements AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final Map<String, Job> running = new HashMap<>();

  /** A pool of daemon threads, with a bounded queue before it. */
  public SharedWork(int threads, int queue) {
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(queue),
            SharedWork::daemon);
    this.threads.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "umbriel-work");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * One client's part in a piece of work.
   *
   * @param <V> what the work gives
   */
  public interface Ticket<V> {
    /** Completed by the work, with its value or with what it threw. */
    CompletableFuture<V> result();

    /** Says that this client no longer waits. */
    void leave();

    /** What is known already. */
    static <V> Ticket<V> of(V value) {
      return new Mapped<>(CompletableFuture.completedFuture(value), () -> {});
    }

    /** The same work, seen through a function. */
    default <W> Ticket<W> map(Function<V, W> change) {
      return new Mapped<>(result().thenApply(change), this::leave);
    }
  }

  private record Mapped<V>(CompletableFuture<V> result, Runnable leaving) implements Ticket<V> {
    @Override
    public void leave() {
      leaving.run();
    }
  }

  /**
   * Joins the work of this name, or begins it.
   *
   * @throws RejectedExecutionException if too much is waiting already
   */
  public Ticket<V> join(String name, Callable<V> work) {
    synchronized (running) {
      Job job = running.get(name);
      if (job == null) {
        job = new Job(name, work);
        threads.execute(job.task);
        running.put(name, job);
      }
      job.waiting++;
      return new Member(job);
    }
  }

  /** How many pieces of work are waiting or being done. */
  public int size() {
    synchronized (running) {
      return running.size();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private final class Job {
    private final String name;
    private final CompletableFuture<V> result = new CompletableFuture<>();
    private final FutureTask<V> task;
    private int waiting;

    Job(String name, Callable<V> work) {
      this.name = name;
      this.task = new FutureTask<>(() -> run(work));
    }

    private V run(Callable<V> work) throws Exception {
      try {
        V value = work.call();
        forget();
        result.complete(value);
        return value;
      } catch (Throwable thrown) {
        forget();
        result.completeExceptionally(thrown);
        throw thrown;
      }
    }

    private void forget() {
      synchronized (running) {
        running.remove(name, this);
      }
    }

    void cancel() {
      task.cancel(true);
      threads.remove(task);
      result.cancel(false);
    }
  }

  private final class Member implements Ticket<V> {
    private final Job job;
    private boolean left;

    Member(Job job) {
      this.job = job;
    }

    @Override
    public CompletableFuture<V> result() {
      return job.result.copy();
    }

    @Override
    public void leave() {
      synchronized (running) {
        if (left) {
          return;
        }
        left = true;
        job.waiting--;
        if (job.waiting > 0 || job.result.isDone()) {
          return;
        }
        running.remove(job.name, job);
      }
      job.cancel();
    }
  }
}
