package org.umbriel.symexec.fact.program;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.Effects;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.program.Premise.Part;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.Types;

/**
 * A method's summary as one call sees it: each part rests on a premise that names it. What the
 * callee knows under its own contracts is true of calls that keep them, so a part that rests on
 * contracts rests on what this call knows of its arguments; if that is not enough, the part is
 * unknown. What an object was given under a contract when it was made stays what it is, whoever
 * calls. So whatever a method's proofs rest on are contracts of its own, of methods that are on the
 * stack because a private method was called, and of those that wrote the fields that it reads.
 */
final class CallSummary {
  private final MethodCode callee;
  private final Support more;
  private final IntFunction<ReferenceFact> operands;
  private final Premises premises;
  private final Types types;

  /**
   * For one call.
   *
   * @param more what it rests on that this is the method called
   * @param operands what is known of receiver and arguments
   */
  CallSummary(
      MethodCode callee, Support more, IntFunction<ReferenceFact> operands, Context context) {
    this.callee = callee;
    this.more = more;
    this.operands = operands;
    this.premises = context.premises();
    this.types = context.types();
  }

  /**
   * What the call does.
   *
   * @param summary in terms of the callee's own premises
   * @param declared what is known of a result of the declared type
   */
  MethodSummary of(MethodSummary summary, Fact declared) {
    Optional<Support> completion = shown(summary, Part.COMPLETION);
    if (!summary.returns() && completion.isEmpty()) {
      return MethodSummary.unknown(declared);
    }
    Optional<Support> relation = shown(summary, Part.RELATION);
    Optional<Support> order = shown(summary, Part.ORDER);
    Optional<Support> effects = shown(summary, Part.EFFECTS);
    return new MethodSummary(
        summary.returns(),
        completion.orElse(Support.NONE),
        result(summary, declared),
        relation.flatMap(s -> summary.returned()),
        relation.map(summary.relations()::supportedBy).orElse(MethodSummary.NO_RELATIONS),
        order.map(summary.orders()::supportedBy).orElse(MethodSummary.NO_ORDERS),
        effects.isPresent() ? summary.effects() : Effects.ANYTHING,
        effects.isPresent() ? summary.lent() : Map.of(),
        effects.orElse(Support.NONE));
  }

  private Fact result(MethodSummary summary, Fact declared) {
    Fact known = summary.result().keeping(support -> paid(support).isPresent());
    Fact keyed =
        known.supportedBy(
            shown(summary, Part.NULLNESS).orElse(Support.NONE),
            shown(summary, Part.TYPE).orElse(Support.NONE),
            shown(summary, Part.VALUE).orElse(Support.NONE));
    return ProgramWorld.narrowed(declared, keyed, types);
  }

  /** What a part rests on here; empty if this call does not keep a contract that it rests on. */
  private Optional<Support> shown(MethodSummary summary, Part part) {
    return paid(Summaries.supportOf(summary, part))
        .map(p -> premises.of(callee, part).union(more).union(p));
  }

  private Optional<Support> paid(Support support) {
    if (!support.byContract()) {
      return Optional.of(Support.NONE);
    }
    Support all = Support.NONE;
    for (int number : support.contracts().premises().toArray()) {
      Optional<Support> one = paid(premises.premise(number));
      if (one.isEmpty()) {
        return Optional.empty();
      }
      all = all.union(one.get());
    }
    return Optional.of(all);
  }

  private Optional<Support> paid(Premise premise) {
    if (premise instanceof Premise.OfArgument argument
        && argument.method().equals(callee.reference())
        && argument.part() == Part.NULLNESS) {
      return nonNull(argument.position());
    } else if (premise instanceof Premise.Assumed assumed
        && assumed.assumption() instanceof Assumption.ContractKept contract
        && contract.method().equals(callee.reference())) {
      return nonNull(contract.parameter() + (callee.isStatic() ? 0 : 1));
    } else if (premise instanceof Premise.OfField) {
      return Optional.of(premises.of(premise));
    }
    return Optional.empty();
  }

  private Optional<Support> nonNull(int position) {
    ReferenceFact operand = operands.apply(position);
    return operand.isNonNull() ? Optional.of(operand.nullnessSupport()) : Optional.empty();
  }
}
