package org.umbriel.symexec.fact.program;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.program.Premise.Part;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.Types;

/** What can be done with method summaries. */
final class Summaries {
  private static final int MOST_CHANGES = 4;

  private Summaries() {}

  /** What holds of a method of which one or the other does. */
  static MethodSummary join(MethodSummary first, MethodSummary second, Types types, int changes) {
    if (!first.returns() || !second.returns()) {
      MethodSummary returning = first.returns() ? first : second;
      return withEffects(returning, first, second);
    }
    Fact result = first.result();
    if (!result.equals(second.result())) {
      Cell cell = new Cell(changes > MOST_CHANGES);
      cell.add(result, types);
      cell.add(second.result(), types);
      result = cell.fact().orElseThrow();
    }
    Optional<Integer> returned =
        first.returned().equals(second.returned()) ? first.returned() : Optional.empty();
    MethodSummary joined =
        new MethodSummary(
            true,
            Support.NONE,
            result,
            returned,
            first.onReturn().join(second.onReturn(), types),
            first.whenTrue().join(second.whenTrue(), types),
            first.whenFalse().join(second.whenFalse(), types),
            first.relationSupport().union(second.relationSupport()),
            first.effects(),
            first.kept(),
            first.effectsSupport());
    return withEffects(joined, first, second);
  }

  private static MethodSummary withEffects(
      MethodSummary summary, MethodSummary first, MethodSummary second) {
    Set<Integer> kept = new HashSet<>(first.kept());
    kept.retainAll(second.kept());
    return new MethodSummary(
        summary.returns(),
        summary.returns()
            ? Support.NONE
            : first.completionSupport().union(second.completionSupport()),
        summary.result(),
        summary.returned(),
        summary.onReturn(),
        summary.whenTrue(),
        summary.whenFalse(),
        summary.relationSupport(),
        first.effects().union(second.effects()),
        kept,
        first.effectsSupport().union(second.effectsSupport()));
  }

  /** Whether two summaries differ in their supports only. */
  static boolean saySame(MethodSummary a, MethodSummary b) {
    return a.returns() == b.returns()
        && Cell.bare(a.result()).equals(Cell.bare(b.result()))
        && a.returned().equals(b.returned())
        && a.onReturn().saysSameAs(b.onReturn())
        && a.whenTrue().saysSameAs(b.whenTrue())
        && a.whenFalse().saysSameAs(b.whenFalse())
        && a.effects().equals(b.effects())
        && a.kept().equals(b.kept());
  }

  /** A summary as a caller sees it: each part rests on a premise that names it. */
  static MethodSummary forCallers(
      MethodSummary summary, MethodReference method, Support more, Premises premises) {
    return new MethodSummary(
        summary.returns(),
        premise(method, Part.COMPLETION, premises).union(more),
        summary
            .result()
            .supportedBy(
                premise(method, Part.NULLNESS, premises).union(more),
                premise(method, Part.TYPE, premises).union(more),
                premise(method, Part.VALUE, premises).union(more)),
        summary.returned(),
        summary.onReturn(),
        summary.whenTrue(),
        summary.whenFalse(),
        premise(method, Part.RELATION, premises).union(more),
        summary.effects(),
        summary.kept(),
        premise(method, Part.EFFECTS, premises).union(more));
  }

  private static Support premise(MethodReference method, Part part, Premises premises) {
    return premises.of(new Premise.OfMethod(method, part));
  }

  /** A summary that rests on more. */
  static MethodSummary restingOn(MethodSummary summary, Support more) {
    return new MethodSummary(
        summary.returns(),
        summary.completionSupport().union(more),
        summary.result().restingOn(more),
        summary.returned(),
        summary.onReturn(),
        summary.whenTrue(),
        summary.whenFalse(),
        summary.relationSupport().union(more),
        summary.effects(),
        summary.kept(),
        summary.effectsSupport().union(more));
  }
}
