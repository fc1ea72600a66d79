package org.umbriel.symexec.fact.program;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.program.VirtualResults.Joined;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.ReferenceFact;

/**
 * What the result of a call is whose target depends on the receiver's class: whether it is null,
 * and its class. Nothing else, and not that it never comes: that is too easily otherwise in a class
 * that is not known.
 */
final class VirtualCall {
  private final ProgramKnowledge knowledge;
  private final Context context;
  private final MethodCode caller;
  private final Instruction.Invoke call;
  private final IntFunction<ReferenceFact> operands;
  private final Fact declared;

  /**
   * For one call.
   *
   * @param declared what is known of a result of the declared type
   */
  VirtualCall(
      ProgramKnowledge knowledge,
      MethodCode caller,
      Instruction.Invoke call,
      IntFunction<ReferenceFact> operands,
      Fact declared) {
    this.knowledge = knowledge;
    this.context = knowledge.context();
    this.caller = caller;
    this.call = call;
    this.operands = operands;
    this.declared = declared;
  }

  /**
   * What is known, by the implementations in the program or by a specification; empty as long as
   * none of the implementations was seen to return.
   */
  Optional<MethodSummary> summary() {
    MethodSummary unknown = MethodSummary.unknown(declared);
    Optional<MethodCode> named =
        declared instanceof ReferenceFact
            ? context.targets().resolve(call.method()).filter(m -> !m.isStatic())
            : Optional.empty();
    if (named.isEmpty()) {
      return Optional.of(unknown);
    }
    MethodReference called = receiverType(named.get());
    Optional<List<MethodCode>> targets = knowledge.overrides().implementations(called);
    boolean own = targets.isPresent() && !targets.get().isEmpty() && areAll(named.get());
    Optional<Support> basis =
        own
            ? Optional.of(
                context.premises().assuming(new Assumption.NotOverridden(named.get().reference())))
            : knowledge.specifications().returnsObject(named.get());
    if (basis.isEmpty() || targets.isEmpty()) {
      return Optional.of(unknown);
    }
    Joined found = knowledge.virtualResults().of(called, targets.get(), declared, caller);
    if (knowledge.isSettled() && !knowledge.virtualResults().areAllKnown(called)) {
      return Optional.of(unknown);
    }
    Optional<ReferenceFact> result = joined(found);
    if (own && result.isEmpty()) {
      return knowledge.isSettled() ? Optional.of(unknown) : Optional.empty();
    }
    return Optional.of(
        unknown.withResult(
            own ? typed(result.orElseThrow(), basis.get()) : specified(result, basis.get())));
  }

  /**
   * Whether the implementations in the program tell what a method of it returns. Where an interface
   * or an abstract class leaves it open what the result is, so is whether it is null; and anybody
   * may make a functional interface's instance without a class.
   */
  private boolean areAll(MethodCode named) {
    boolean isGeneric =
        named.isAbstract()
            && named.descriptor().endsWith(")Ljava/lang/Object;")
            && named
                .signature()
                .filter(s -> s.substring(s.indexOf(')')).startsWith(")T"))
                .isPresent();
    return context.program().contains(named.owner())
        && !isGeneric
        && !knowledge.overrides().isFunctional(named.owner())
        && !knowledge.overrides().inheritFromElsewhere(receiverType(named));
  }

  private MethodReference receiverType(MethodCode named) {
    return new MethodReference(call.method().owner(), named.name(), named.descriptor());
  }

  /** What this call returns: with the results that depend on what it shows. */
  private Optional<ReferenceFact> joined(Joined found) {
    @Nullable ReferenceFact all = found.joined();
    for (MethodCode target : found.conditional()) {
      Support code = context.targets().code(target.owner());
      MethodSummary own = knowledge.facts().summary(target.reference()).orElseThrow();
      ReferenceFact result =
          (ReferenceFact)
              knowledge.callSummaries().of(target, code, own, operands, declared).result();
      all = all == null ? result : (ReferenceFact) all.join(result, context.types());
    }
    return Optional.ofNullable(all);
  }

  private static Fact typed(ReferenceFact result, Support basis) {
    return result.withLength(ReferenceFact.ANY.length()).restingOn(basis);
  }

  private Fact specified(Optional<ReferenceFact> result, Support basis) {
    if (result.filter(r -> !r.isNonNull()).isPresent()) {
      return declared;
    }
    Support shown = result.map(ReferenceFact::nullnessSupport).orElse(Support.NONE);
    return ((ReferenceFact) declared).withNullness(Nullness.NON_NULL, basis.union(shown));
  }

  /**
   * A summary of a library's method that the call certainly runs, with what is specified of its
   * result.
   *
   * @param support what it rests on that it is this method
   */
  MethodSummary specified(MethodCode callee, MethodSummary summary, Support support) {
    if (summary.result() instanceof ReferenceFact result && !result.isNonNull()) {
      Optional<Support> object = knowledge.specifications().returnsObject(callee);
      if (object.isPresent()) {
        return summary.withResult(
            result.withNullness(Nullness.NON_NULL, object.get().union(support)));
      }
    }
    return summary;
  }
}
