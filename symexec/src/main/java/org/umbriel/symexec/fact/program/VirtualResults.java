package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.program.Premise.Part;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.ReferenceFact;

/**
 * What the implementations of a method return together, and who asked for it. Whoever did is told
 * when they return something else together, not whenever one of them does.
 */
final class VirtualResults {
  private final Knowledge facts;
  private final Context context;
  private final CallSummaries calls;
  private final Map<MethodReference, Called> called = new HashMap<>();
  private final Map<MethodReference, Set<Called>> calledAs = new HashMap<>();
  private final Map<MethodReference, Result> results = new HashMap<>();

  /**
   * What one implementation returns, or several together do; a method that was not seen to return
   * gives {@link #NOTHING}.
   */
  private record Result(
      boolean returns, Nullness nullness, String type, boolean exact, Support contracts) {
    static final Result NOTHING = new Result(false, Nullness.UNKNOWN, "", false, Support.NONE);

    static Result of(ReferenceFact result) {
      return new Result(
          true,
          result.nullness(),
          result.type().name(),
          result.type().exact(),
          contractsOf(result, Part.NULLNESS).union(contractsOf(result, Part.TYPE)));
    }

    private static Support contractsOf(ReferenceFact result, Part part) {
      return Closure.supportOf(result, part).contracts();
    }
  }

  /**
   * What the implementations return that were seen to.
   *
   * @param joined of those whose result rests on no contract; null if there are none
   * @param conditional those whose result depends on what the call shows
   */
  record Joined(@Nullable ReferenceFact joined, List<MethodCode> conditional) {}

  /** A method as calls name it. */
  private static final class Called {
    final List<MethodCode> targets;
    final Set<MethodCode> readers = new LinkedHashSet<>();
    Result known = Result.NOTHING;
    @Nullable Joined joined;
    boolean areAllKnown;

    Called(List<MethodCode> targets) {
      this.targets = targets;
    }
  }

  VirtualResults(Knowledge facts, Context context, CallSummaries calls) {
    this.facts = facts;
    this.context = context;
    this.calls = calls;
  }

  /**
   * Results of the implementations; the reader is told when they change.
   *
   * @param name by the type that the reader knows the receiver to have
   * @param declared what is known of a result of the declared type
   */
  Joined of(MethodReference name, List<MethodCode> targets, Fact declared, MethodCode reader) {
    Called entry = called.get(name);
    if (entry == null) {
      entry = new Called(targets);
      called.put(name, entry);
      for (MethodCode target : targets) {
        calledAs.computeIfAbsent(target.reference(), k -> new LinkedHashSet<>()).add(entry);
      }
      entry.known = together(targets);
    }
    entry.readers.add(reader);
    Joined joined = entry.joined;
    if (joined == null) {
      joined = join(targets, declared);
      entry.joined = joined;
    }
    return joined;
  }

  /** Whether every implementation of a method that somebody asked for has been analysed. */
  boolean areAllKnown(MethodReference name) {
    Called entry = Objects.requireNonNull(called.get(name));
    if (!entry.areAllKnown) {
      entry.areAllKnown =
          entry.targets.stream().allMatch(t -> facts.summary(t.reference()).isPresent());
    }
    return entry.areAllKnown;
  }

  private Joined join(List<MethodCode> targets, Fact declared) {
    @Nullable ReferenceFact joined = null;
    List<MethodCode> conditional = new ArrayList<>();
    for (MethodCode target : targets) {
      Optional<MethodSummary> summary = facts.summary(target.reference());
      if (summary.isEmpty() || !summary.get().returns()) {
        continue;
      }
      if (Result.of((ReferenceFact) summary.get().result()).contracts().isEmpty()) {
        Support code = context.targets().code(target.owner());
        ReferenceFact result =
            (ReferenceFact)
                calls.of(target, code, summary.get(), p -> ReferenceFact.ANY, declared).result();
        joined = joined == null ? result : (ReferenceFact) joined.join(result, context.types());
      } else {
        conditional.add(target);
      }
    }
    return new Joined(joined, List.copyOf(conditional));
  }

  /** Whoever has to be asked again because the summary of one implementation has changed. */
  Set<MethodCode> affectedBy(MethodReference implementation) {
    Set<Called> names = calledAs.getOrDefault(implementation, Set.of());
    Result now = names.isEmpty() ? Result.NOTHING : result(implementation);
    if (now.equals(results.put(implementation, now))) {
      return Set.of();
    }
    Set<MethodCode> found = new LinkedHashSet<>();
    for (Called entry : names) {
      entry.joined = null;
      Result together = together(entry.targets);
      if (!together.equals(entry.known)) {
        entry.known = together;
        found.addAll(entry.readers);
      }
    }
    return found;
  }

  /** Whoever asked for a call that may run a method. */
  Set<MethodCode> readersOf(MethodReference implementation) {
    Set<MethodCode> found = new LinkedHashSet<>();
    for (Called entry : calledAs.getOrDefault(implementation, Set.of())) {
      found.addAll(entry.readers);
    }
    return found;
  }

  private Result result(MethodReference implementation) {
    return facts
        .summary(implementation)
        .filter(MethodSummary::returns)
        .map(s -> Result.of((ReferenceFact) s.result()))
        .orElse(Result.NOTHING);
  }

  private Result together(List<MethodCode> targets) {
    @Nullable ReferenceFact joined = null;
    Support contracts = Support.NONE;
    for (MethodCode target : targets) {
      Optional<MethodSummary> summary =
          facts.summary(target.reference()).filter(MethodSummary::returns);
      if (summary.isPresent()) {
        ReferenceFact result = (ReferenceFact) summary.get().result();
        joined = joined == null ? result : (ReferenceFact) joined.join(result, context.types());
        contracts = contracts.union(Result.of(result).contracts());
      }
    }
    if (joined == null) {
      return Result.NOTHING;
    }
    return new Result(
        true, joined.nullness(), joined.type().name(), joined.type().exact(), contracts);
  }
}
