package org.umbriel.symexec.solver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.umbriel.metadata.store.Key;
import org.umbriel.symexec.term.SmtScript;

/**
 * A folder with an SMT-LIB 2.6 script for each query that was slow or got no answer, named by what
 * became of it and by its content. Whatever solver reads it is asked the same.
 */
public final class SmtLog {
  private static final int NAME = 16;

  private final Path folder;
  private final Duration slow;

  /**
   * A log.
   *
   * @param folder exists
   * @param slow how long an answer may take and not be noted
   */
  public SmtLog(Path folder, Duration slow) {
    this.folder = folder;
    this.slow = slow;
  }

  /** Passes queries on, and notes those that are worth it. Several threads may do so at once. */
  public Solver before(Solver solver) {
    return query -> {
      long start = System.nanoTime();
      Answer answer = solver.check(query);
      note(query, answer, Duration.ofNanos(System.nanoTime() - start));
      return answer;
    };
  }

  private void note(Query query, Answer answer, Duration time) {
    boolean isUnknown = answer instanceof Answer.Unknown;
    if (!isUnknown && time.compareTo(slow) < 0) {
      return;
    }
    String script = SmtScript.of(query.conditions(), query.assumptions()).text();
    String text =
        "; %s after %d ms%n(set-info :smt-lib-version 2.6)%n(set-info :status %s)%n%s"
            .formatted(outcome(answer), time.toMillis(), status(answer), script);
    String name =
        (isUnknown ? "unknown-" : "slow-")
            + Key.digest(script.getBytes(UTF_8)).substring(0, NAME)
            + ".smt2";
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot take a query", e);
    }
  }

  private static String outcome(Answer answer) {
    return answer instanceof Answer.Unknown unknown
        ? "unknown (" + unknown.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")"
        : status(answer);
  }

  private static String status(Answer answer) {
    return answer instanceof Answer.Sat
        ? "sat"
        : answer instanceof Answer.Unsat ? "unsat" : "unknown";
  }
}
