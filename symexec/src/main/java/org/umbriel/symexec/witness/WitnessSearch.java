package org.umbriel.symexec.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.umbriel.metadata.classfile.LocalVariable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.Witness;
import org.umbriel.symexec.path.Input;
import org.umbriel.symexec.replay.Outcome;
import org.umbriel.symexec.replay.Prediction;
import org.umbriel.symexec.replay.Replay;
import org.umbriel.symexec.replay.Replayer;
import org.umbriel.symexec.replay.plan.Invocation;
import org.umbriel.symexec.replay.plan.JavaText;
import org.umbriel.symexec.replay.plan.TestText;
import org.umbriel.symexec.replay.plan.Value;

/**
 * Looks for calls that make open sites fail, by replaying small inputs: each call is run once and
 * held against every open site of the method. Safe for use by many threads.
 */
public final class WitnessSearch {
  private static final int MOST_TIMEOUTS = 2;

  private final Replayer replayer;
  private final Calls calls;
  private final JavaText java;
  private final TestText tests;

  public WitnessSearch(Program program, ContractSource contracts, Replayer replayer) {
    this.replayer = replayer;
    this.calls = new Calls(program, contracts);
    this.java = new JavaText(program);
    this.tests = new TestText(program);
  }

  /** Whether a method can be called at all, from a test in its package. */
  public static boolean isCallable(MethodCode method) {
    return Calls.isCallable(method);
  }

  /**
   * The sites of a method that some call makes fail.
   *
   * @param open sites of the method, undecided so far
   * @param models inputs that should make some of them fail, tried first
   * @param limit the most other calls to try
   * @throws UncheckedIOException if nothing can be replayed at all
   */
  public Map<CheckSite, Witness> search(
      MethodCode method, List<CheckSite> open, Map<CheckSite, Input> models, int limit) {
    Map<CheckSite, Prediction> predictions = new LinkedHashMap<>();
    for (CheckSite site : open) {
      Prediction.of(site, method).ifPresent(p -> predictions.put(site, p));
    }
    Map<CheckSite, Witness> found = new LinkedHashMap<>();
    Map<CheckKind, Integer> numbers = new HashMap<>();
    int timeouts = 0;
    for (Candidate candidate :
        predictions.isEmpty() ? List.<Candidate>of() : candidates(method, models, limit)) {
      if (predictions.isEmpty() || timeouts > MOST_TIMEOUTS) {
        break;
      }
      Replay replay = replayed(candidate.invocation(), predictions.values().iterator().next());
      timeouts += replay.outcome() instanceof Outcome.TimedOut ? 1 : 0;
      Optional<CheckSite> failed =
          predictions.entrySet().stream()
              .filter(p -> replay.confirms(p.getValue()))
              .map(Map.Entry::getKey)
              .findFirst();
      if (failed.isPresent() && replay.outcome() instanceof Outcome.Threw threw) {
        predictions.remove(failed.get());
        int number = numbers.merge(failed.get().kind(), 1, Integer::sum) - 1;
        found.put(failed.get(), witness(method, failed.get(), candidate, threw, number));
      }
    }
    return found;
  }

  /**
   * A call to try.
   *
   * @param site that it should make fail, with the path that leads there; empty for a guess
   */
  private record Candidate(
      Invocation invocation, Optional<CheckSite> site, List<Witness.Step> path) {}

  private List<Candidate> candidates(MethodCode method, Map<CheckSite, Input> models, int limit) {
    List<Candidate> candidates = new ArrayList<>();
    models.forEach(
        (site, input) ->
            calls
                .of(method, input)
                .map(call -> new Candidate(call, Optional.of(site), pathOf(input)))
                .ifPresent(candidates::add));
    calls
        .of(method, limit)
        .forEach(call -> candidates.add(new Candidate(call, Optional.empty(), List.of())));
    return candidates;
  }

  private static List<Witness.Step> pathOf(Input input) {
    return input.path().stream().map(s -> new Witness.Step(s.line(), s.values())).toList();
  }

  private Replay replayed(Invocation invocation, Prediction prediction) {
    try {
      return replayer.replay(invocation, prediction);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Witness witness(
      MethodCode method, CheckSite site, Candidate candidate, Outcome.Threw threw, int number) {
    Invocation invocation = candidate.invocation();
    Map<String, String> values = new TreeMap<>();
    List<String> arguments = new ArrayList<>();
    List<Value> passed = invocation.call().arguments();
    for (int i = 0; i < passed.size(); i++) {
      String name = parameterName(method, i);
      String text = java.of(passed.get(i));
      values.put(name, text);
      arguments.add(name + " = " + text);
    }
    return new Witness(
        java.expression(invocation),
        threw.exception(),
        threw.message(),
        arguments,
        candidate.site().filter(site::equals).isPresent() && !candidate.path().isEmpty()
            ? candidate.path()
            : List.of(new Witness.Step(site.line(), values)),
        Optional.of(tests.of(invocation, site, number, threw.text())));
  }

  private static String parameterName(MethodCode method, int parameter) {
    return method
        .localVariable(method.type().slotOf(parameter, method.isStatic()), 0)
        .map(LocalVariable::name)
        .orElse("p" + parameter);
  }
}
