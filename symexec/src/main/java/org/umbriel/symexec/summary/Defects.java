package org.umbriel.symexec.summary;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.umbriel.metadata.classfile.MethodCode;

/**
 * Methods on which the checker itself failed. Such a method is given up, with a word to the person
 * who asked; the others are decided all the same. Safe for use by several threads.
 */
public final class Defects {
  private final ConcurrentMap<String, String> byMethod = new ConcurrentSkipListMap<>();

  /**
   * Does something about a method.
   *
   * @return empty if that failed
   */
  @SuppressWarnings("CatchingUnchecked") // whatever it is, it is ours, and this method's alone
  public <T> Optional<T> guarded(MethodCode method, Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (RuntimeException | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      String place = trace.length == 0 ? "" : " at " + trace[0];
      byMethod.putIfAbsent(method.reference().toString(), e + place);
      return Optional.empty();
    }
  }

  /** How the checker failed on a method. */
  public Optional<String> of(MethodCode method) {
    return Optional.ofNullable(byMethod.get(method.reference().toString()));
  }

  /** A line for each method, by name. */
  public List<String> lines() {
    return byMethod.entrySet().stream()
        .map(e -> e.getKey() + ": given up, a defect of the checker: " + e.getValue())
        .toList();
  }
}
