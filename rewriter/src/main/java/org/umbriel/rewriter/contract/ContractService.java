package org.umbriel.rewriter.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.site.Contract;
import org.umbriel.rewriter.pipeline.Edit;
import org.umbriel.rewriter.pipeline.Edits;
import org.umbriel.rewriter.pipeline.Outcome;
import org.umbriel.rewriter.pipeline.Service;
import org.umbriel.rewriter.pipeline.ServiceContext;
import org.umbriel.rewriter.pipeline.Tally.Count;

/**
 * Checks, when a method is entered that others may call, what its declaration requires of its
 * parameters: that they are not null. Only declared contracts: the default one is an inference, and
 * a program that breaks it may be right.
 */
public final class ContractService implements Service {

  /** Who knows what the methods of a class require. */
  public interface Contracts {
    List<Contract> of(ClassUnit unit);
  }

  private final Contracts contracts;

  /** The service for one artifact. */
  public ContractService(Contracts contracts) {
    this.contracts = contracts;
  }

  @Override
  public Outcome apply(ClassUnit unit, ServiceContext context) {
    List<Edit> edits = new ArrayList<>();
    for (Contract contract : contracts.of(unit)) {
      if (contract.origin() == Contract.Origin.DECLARED && contract.isNonNull()) {
        context.tally().add(Count.CONTRACTS, 1);
        unit.method(contract.method().name(), contract.method().descriptor())
            .filter(m -> isEntered(m) && holdsOnEntry(m, contract))
            .ifPresent(m -> edits.add(check(m, contract, context)));
      }
    }
    context.tally().add(Count.CONTRACTS_INSERTED, edits.size());
    return Outcome.of(new Edits(edits));
  }

  /** From outside; a compiler's bridge leads to a method that checks by itself. */
  private static boolean isEntered(MethodCode method) {
    return method.hasCode() && !method.isSynthetic() && (method.isPublic() || method.isProtected());
  }

  /** The first instruction may be a loop's: there, the parameter must be what it was. */
  private static boolean holdsOnEntry(MethodCode method, Contract contract) {
    int slot = slot(method, contract);
    Set<Integer> written = new HashSet<>();
    boolean loops = false;
    for (Instruction instruction : method.instructions()) {
      loops |= instruction.jumpTargets().contains(0);
      if (instruction instanceof Instruction.StoreLocal store) {
        written.add(store.slot());
      }
    }
    return !loops || !(written.contains(slot) || written.contains(slot - 1));
  }

  private static int slot(MethodCode method, Contract contract) {
    return method.type().slotOf(contract.parameter(), method.isStatic());
  }

  private static Edit check(MethodCode method, Contract contract, ServiceContext context) {
    String text =
        "parameter \"%s\" of %s is null, and must not be"
            .formatted(contract.name(), JavaNames.method(method.reference()));
    return new Edit.InsertBefore(
        method.reference(),
        0,
        List.of(
            new Instruction.LoadLocal(Opcode.ALOAD, slot(method, contract)),
            context.messages().push(List.of(text)),
            new Instruction.Invoke(
                Opcode.INVOKESTATIC,
                context.runtime().explain("notNull", "(Ljava/lang/Object;I)V"),
                false)));
  }
}
