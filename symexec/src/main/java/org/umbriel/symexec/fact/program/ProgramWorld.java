package org.umbriel.symexec.fact.program;

import java.util.Optional;
import java.util.function.IntFunction;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.Contract;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.program.Premise.Part;
import org.umbriel.symexec.fact.program.Targets.Target;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.Types;

/** Answers to one method of the program, from what is known so far. */
class ProgramWorld extends BaseWorld {
  private final ProgramKnowledge knowledge;

  ProgramWorld(ProgramKnowledge knowledge, MethodCode method) {
    super(knowledge.context(), method);
    this.knowledge = knowledge;
  }

  @Override
  public Fact argument(int position) {
    int receivers = method.isStatic() ? 0 : 1;
    if (position < receivers) {
      return receiver();
    }
    Fact declared = declared(method.type().parameters().get(position - receivers));
    if (knowledge.callers().isTracked(method, position)) {
      MethodScan.Parameter key = new MethodScan.Parameter(method.reference(), position);
      return knowledge
          .facts()
          .parameter(key)
          .map(f -> narrowed(declared, argument(position, f), types()))
          .orElse(declared);
    }
    Optional<Contract> contract = knowledge.contracts().of(method, position);
    if (contract.isPresent() && declared instanceof ReferenceFact reference) {
      Assumption kept =
          new Assumption.ContractKept(
              method.reference(), contract.get().parameter(), contract.get().predicate());
      return reference.withNullness(Nullness.NON_NULL, context.premises().assuming(kept));
    }
    return declared;
  }

  private Fact argument(int position, Fact fact) {
    return fact.supportedBy(
        argument(position, Part.NULLNESS, Closure.supportOf(fact, Part.NULLNESS)),
        argument(position, Part.TYPE, Closure.supportOf(fact, Part.TYPE)),
        argument(position, Part.VALUE, Closure.supportOf(fact, Part.VALUE)));
  }

  private Support argument(int position, Part part, Support support) {
    return context
        .premises()
        .of(new Premise.OfArgument(method.reference(), position, part, support.byContract()));
  }

  /** What is known of a value whose declared type is known too; what that says rests on nothing. */
  static Fact narrowed(Fact declared, Fact known, Types types) {
    if (declared instanceof ReferenceFact type && known instanceof ReferenceFact reference) {
      return reference.withType(type.type().meet(reference.type(), types));
    } else if (declared instanceof NumberFact limit && known instanceof NumberFact number) {
      boolean isNews =
          !number.interval().equals(limit.interval()) || number.isNonZero() != limit.isNonZero();
      return isNews && limit.interval().includes(number.interval()) ? number : limit;
    }
    return declared;
  }

  @Override
  public Optional<Fact> content(FieldUnit field) {
    Fact declared = declared(field.descriptor());
    Optional<Fact> constant = constant(field);
    if (constant.isPresent()) {
      return constant;
    }
    if (!context.program().contains(field.owner())) {
      return Optional.of(knowledge.library().content(field));
    }
    if (!knowledge.fields().isClosed(field)) {
      return Optional.of(declared);
    }
    FieldReference reference = field.reference();
    Optional<Fact> known = knowledge.facts().field(reference, method);
    if (known.isEmpty() && knowledge.isSettled()) {
      return Optional.of(declared);
    }
    return known.map(f -> knowledge.facts().seen(reference, f, own -> seen(field, own, declared)));
  }

  /** What a field holds, as readers see it. */
  private Fact seen(FieldUnit field, Fact own, Fact declared) {
    Fact keyed =
        own.supportedBy(
            content(field, Part.NULLNESS, own),
            content(field, Part.TYPE, own),
            content(field, Part.VALUE, own));
    return narrowed(declared, keyed, types());
  }

  private Support content(FieldUnit field, Part part, Fact fact) {
    boolean byContract = Closure.supportOf(fact, part).byContract();
    return context.premises().of(new Premise.OfField(field.reference(), part, byContract));
  }

  /** A field with a ConstantValue attribute, if it is final, never holds anything else. */
  private Optional<Fact> constant(FieldUnit field) {
    if (!field.isStatic() || !field.isFinal() || field.constantValue().isEmpty()) {
      return Optional.empty();
    }
    Support code = context.targets().code(field.owner());
    Constant constant = field.constantValue().get();
    if (constant instanceof Constant.IntConstant number) {
      return Optional.of(new NumberFact(Interval.of(number.value()), code));
    } else if (constant instanceof Constant.LongConstant number) {
      return Optional.of(new NumberFact(Interval.of(number.value()), code));
    } else if (constant instanceof Constant.StringConstant) {
      return Optional.of(
          ReferenceFact.of("java/lang/String", true, code).withNullness(Nullness.NON_NULL, code));
    }
    return Optional.empty();
  }

  @Override
  public Optional<MethodSummary> call(
      int instruction, Instruction.Invoke call, IntFunction<ReferenceFact> operands) {
    ReferenceFact receiver = receiver(call, operands);
    Fact declared = context.declared().ofResult(call.method().descriptor());
    Optional<MethodSummary> builtIn = builtIn(call, receiver, declared);
    if (builtIn.isPresent()) {
      return builtIn;
    }
    Optional<Target> target = context.targets().certain(method, call, receiver);
    VirtualCall virtual = new VirtualCall(knowledge, method, call, operands, declared);
    if (target.isEmpty()) {
      return virtual.summary();
    }
    MethodCode callee = target.get().method();
    Support support = target.get().support();
    if (!context.program().contains(callee.owner())) {
      return Optional.of(
          virtual.specified(
              callee, Summaries.restingOn(knowledge.library().summary(callee), support), support));
    }
    if (!callee.hasCode()) {
      return Optional.of(MethodSummary.unknown(declared));
    }
    return knowledge
        .facts()
        .summary(callee.reference(), method)
        .filter(s -> s.returns() || knowledge.isSettled())
        .map(s -> knowledge.callSummaries().of(callee, support, s, operands, declared));
  }
}
