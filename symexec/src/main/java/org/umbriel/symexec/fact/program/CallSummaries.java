package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.program.Premise.Part;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.ReferenceFact;

/**
 * Methods' summaries as calls see them. One that rests on no contract is the same for all calls,
 * and is kept.
 */
final class CallSummaries {
  private final Context context;
  private final Map<MethodCode, Unconditional> unconditional = new HashMap<>();

  /** The last answer for a method whose summary rests on no contract. */
  private record Unconditional(MethodSummary own, Support more, MethodSummary seen) {}

  CallSummaries(Context context) {
    this.context = context;
  }

  /**
   * What a call does.
   *
   * @param more what it rests on that this is the method called
   * @param own in terms of the callee's own premises
   * @param operands what is known of receiver and arguments
   * @param declared what is known of a result of the declared type
   */
  @SuppressWarnings("ReferenceEquality") // a summary that changes is a new one
  MethodSummary of(
      MethodCode callee,
      Support more,
      MethodSummary own,
      IntFunction<ReferenceFact> operands,
      Fact declared) {
    @Nullable Unconditional known = unconditional.get(callee);
    if (known != null && known.own() == own && known.more().equals(more)) {
      return known.seen();
    }
    MethodSummary seen = new CallSummary(callee, more, operands, context).of(own, declared);
    if (!restsOnContract(own)) {
      unconditional.put(callee, new Unconditional(own, more, seen));
    }
    return seen;
  }

  private static boolean restsOnContract(MethodSummary summary) {
    for (Part part : Part.values()) {
      if (Summaries.supportOf(summary, part).byContract()) {
        return true;
      }
    }
    return false;
  }
}
