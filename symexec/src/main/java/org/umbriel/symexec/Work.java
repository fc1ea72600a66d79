package org.umbriel.symexec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Work on many methods by several threads; results come in the order of the methods. */
final class Work {
  private final int jobs;
  private final Progress progress;
  private final BooleanSupplier interrupted;

  Work(int jobs, Progress progress, BooleanSupplier interrupted) {
    this.jobs = jobs;
    this.progress = progress;
    this.interrupted = interrupted;
  }

  /**
   * Does a step for each item that is reached before an interruption.
   *
   * @param stage for the progress line
   * @param missing the result of an item that was not reached
   */
  <T, R> List<R> map(String stage, List<T> items, R missing, Function<T, R> step) {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      AtomicInteger done = new AtomicInteger();
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        Callable<R> task =
            () -> {
              R result = interrupted.getAsBoolean() ? missing : step.apply(item);
              progress.at(stage, done.incrementAndGet(), items.size());
              return result;
            };
        futures.add(threads.submit(task));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(get(future));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <R> R get(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while others work", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
