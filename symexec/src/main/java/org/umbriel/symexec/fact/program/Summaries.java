package org.umbriel.symexec.fact.program;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.method.Orders;
import org.umbriel.symexec.fact.method.Outcomes;
import org.umbriel.symexec.fact.method.Relation;
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
    BinaryOperator<Orders> both = changes > MOST_CHANGES ? Orders::widen : Orders::join;
    MethodSummary joined =
        new MethodSummary(
            true,
            Support.NONE,
            result,
            returned,
            first.relations().join(second.relations(), (a, b) -> a.join(b, types)),
            first.orders().join(second.orders(), both),
            first.effects(),
            first.lent(),
            first.effectsSupport());
    return withEffects(joined, first, second);
  }

  private static MethodSummary withEffects(
      MethodSummary summary, MethodSummary first, MethodSummary second) {
    return new MethodSummary(
        summary.returns(),
        summary.returns()
            ? Support.NONE
            : first.completionSupport().union(second.completionSupport()),
        summary.result(),
        summary.returned(),
        summary.relations(),
        summary.orders(),
        first.effects().union(second.effects()),
        lentByBoth(first.lent(), second.lent()),
        first.effectsSupport().union(second.effectsSupport()));
  }

  private static Map<Integer, Set<FieldReference>> lentByBoth(
      Map<Integer, Set<FieldReference>> first, Map<Integer, Set<FieldReference>> second) {
    Map<Integer, Set<FieldReference>> both = new HashMap<>();
    first.forEach(
        (position, read) -> {
          Set<FieldReference> other = second.get(position);
          if (other != null) {
            Set<FieldReference> all = new HashSet<>(read);
            all.addAll(other);
            both.put(position, all);
          }
        });
    return both;
  }

  /** Whether two summaries differ in their supports only, and in no contract there. */
  static boolean saySame(MethodSummary a, MethodSummary b) {
    return a.returns() == b.returns()
        && Cell.bare(a.result()).equals(Cell.bare(b.result()))
        && a.returned().equals(b.returned())
        && saySame(a.relations(), b.relations())
        && a.orders().supportedBy(Support.NONE).equals(b.orders().supportedBy(Support.NONE))
        && a.effects().equals(b.effects())
        && a.lent().equals(b.lent())
        && contracts(a).equals(contracts(b));
  }

  private static boolean saySame(Outcomes<Relation> a, Outcomes<Relation> b) {
    return a.always().saysSameAs(b.always())
        && a.whenTrue().saysSameAs(b.whenTrue())
        && a.whenFalse().saysSameAs(b.whenFalse());
  }

  /** The contracts that the parts of a summary rest on. */
  private static List<Support> contracts(MethodSummary summary) {
    return Arrays.stream(Part.values()).map(p -> supportOf(summary, p).contracts()).toList();
  }

  /** What a part of a summary rests on. */
  static Support supportOf(MethodSummary summary, Part part) {
    return switch (part) {
      case NULLNESS, TYPE, VALUE -> Closure.supportOf(summary.result(), part);
      case COMPLETION -> summary.completionSupport();
      case RELATION -> summary.relations().support();
      case ORDER -> summary.orders().support();
      case EFFECTS -> summary.effectsSupport();
    };
  }

  /** A summary that rests on more. */
  static MethodSummary restingOn(MethodSummary summary, Support more) {
    return new MethodSummary(
        summary.returns(),
        summary.completionSupport().union(more),
        summary.result().restingOn(more),
        summary.returned(),
        summary.relations().restingOn(more),
        summary.orders().restingOn(more),
        summary.effects(),
        summary.lent(),
        summary.effectsSupport().union(more));
  }
}
