package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.program.Premise.Part;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.ReferenceFact.TypeBound;

/**
 * Who asked for what virtual calls return. Whoever did is told when the implementations together
 * return something else, not whenever one of them does.
 */
final class VirtualResults {
  private final Knowledge facts;
  private final Context context;
  private final Map<MethodReference, List<MethodCode>> implementations = new HashMap<>();
  private final Map<MethodReference, Set<MethodReference>> calledAs = new HashMap<>();
  private final Map<MethodReference, Result> known = new HashMap<>();
  private final Map<MethodReference, Set<MethodCode>> readers = new HashMap<>();

  /** What the implementations that were seen to return do together. */
  private record Result(
      boolean returns, Nullness nullness, String type, boolean exact, Support contracts) {}

  VirtualResults(Knowledge facts, Context context) {
    this.facts = facts;
    this.context = context;
  }

  /**
   * Notes a reader.
   *
   * @param called by the type that the reader knows the receiver to have
   */
  void subscribe(MethodReference called, List<MethodCode> targets, MethodCode reader) {
    if (implementations.putIfAbsent(called, targets) == null) {
      targets.forEach(
          t -> calledAs.computeIfAbsent(t.reference(), k -> new LinkedHashSet<>()).add(called));
      known.put(called, result(targets));
    }
    readers.computeIfAbsent(called, k -> new LinkedHashSet<>()).add(reader);
  }

  /** Whoever has to be asked again because the summary of one implementation has changed. */
  Set<MethodCode> affectedBy(MethodReference implementation) {
    Set<MethodCode> found = new LinkedHashSet<>();
    for (MethodReference called : calledAs.getOrDefault(implementation, Set.of())) {
      Result now = result(implementations.getOrDefault(called, List.of()));
      if (!now.equals(known.put(called, now))) {
        found.addAll(readers.getOrDefault(called, Set.of()));
      }
    }
    return found;
  }

  /** Whoever asked for a call that may run a method. */
  Set<MethodCode> readersOf(MethodReference implementation) {
    Set<MethodCode> found = new LinkedHashSet<>();
    for (MethodReference called : calledAs.getOrDefault(implementation, Set.of())) {
      found.addAll(readers.getOrDefault(called, Set.of()));
    }
    return found;
  }

  private Result result(List<MethodCode> targets) {
    @Nullable ReferenceFact joined = null;
    Support contracts = Support.NONE;
    for (MethodCode target : targets) {
      Optional<MethodSummary> summary =
          facts.summary(target.reference()).filter(MethodSummary::returns);
      if (summary.isPresent() && summary.get().result() instanceof ReferenceFact result) {
        joined = joined == null ? result : (ReferenceFact) joined.join(result, context.types());
        for (Part part : List.of(Part.NULLNESS, Part.TYPE)) {
          contracts = contracts.union(Summaries.supportOf(summary.get(), part).contracts());
        }
      }
    }
    if (joined == null) {
      return new Result(false, Nullness.UNKNOWN, "", false, Support.NONE);
    }
    TypeBound type = joined.type();
    return new Result(true, joined.nullness(), type.name(), type.exact(), contracts);
  }
}
