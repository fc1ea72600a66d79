package org.umbriel.rewriter.assertion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.site.AssertStatement;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.rewriter.pipeline.Edit;
import org.umbriel.rewriter.pipeline.Edits;
import org.umbriel.rewriter.pipeline.Outcome;
import org.umbriel.rewriter.pipeline.Service;
import org.umbriel.rewriter.pipeline.ServiceContext;
import org.umbriel.rewriter.pipeline.Tally.Count;

/**
 * Turns {@code assert} on, whatever the command line says. What is proven unconditionally goes;
 * what is proven under linkable assumptions stays behind a flag of the companion, and runs where
 * they don't hold. The class's own flag, and the initialiser that sets it, stay as they are.
 */
public final class AssertionService implements Service {
  private final VerdictSource verdicts;
  private final Assumptions assumptions;
  private final boolean everything;

  /**
   * The service for one artifact.
   *
   * @param everything whether to keep those that are proven, too
   */
  public AssertionService(VerdictSource verdicts, Assumptions assumptions, boolean everything) {
    this.verdicts = verdicts;
    this.assumptions = assumptions;
    this.everything = everything;
  }

  @Override
  public Outcome apply(ClassUnit unit, ServiceContext context) {
    Map<MethodCode, List<AssertStatement>> statements = new HashMap<>();
    for (MethodCode method : unit.methods()) {
      List<AssertStatement> found = AssertStatement.in(method);
      if (!found.isEmpty()) {
        statements.put(method, found);
      }
    }
    if (statements.isEmpty()) {
      return Outcome.UNCHANGED;
    }
    Proofs proofs = new Proofs(everything ? List.of() : verdicts.verdictsFor(unit));
    List<Edit> edits = new ArrayList<>();
    for (MethodCode method : unit.methods()) {
      for (AssertStatement statement : statements.getOrDefault(method, List.of())) {
        edits.add(edit(unit, method, statement, proofs, context));
      }
    }
    return Outcome.of(new Edits(edits));
  }

  private Edit edit(
      ClassUnit unit,
      MethodCode method,
      AssertStatement statement,
      Proofs proofs,
      ServiceContext context) {
    context.tally().add(Count.ASSERTIONS, 1);
    Optional<Set<Assumption>> proof = proofs.ofAssertion(method, statement);
    if (proof.isEmpty()) {
      return alwaysOn(method, statement, Count.ASSERTIONS_INSERTED, context);
    }
    Optional<Set<Assumption>> whole = proofs.ofWhole(method, statement);
    if (whole.isEmpty() || !Purity.canGo(method, statement)) {
      return alwaysOn(method, statement, Count.ASSERTIONS_EVALUATED, context);
    } else if (whole.get().isEmpty()) {
      context.tally().add(Count.ASSERTIONS_PROVEN, 1);
      int behind = statement.thrown() + 1;
      int exit = Purity.exit(method, statement);
      return new Edit.Replace(
          method.reference(),
          statement.read(),
          behind,
          exit == behind ? List.of() : List.of(new Instruction.Jump(exit)));
    }
    Optional<FieldReference> guard =
        assumptions.encode(whole.get()).flatMap(context.companion(unit)::guard);
    if (guard.isEmpty()) {
      return alwaysOn(method, statement, Count.ASSERTIONS_INSERTED, context);
    }
    context.tally().add(Count.ASSERTIONS_GUARDED, 1);
    return readInstead(
        method, statement, new Instruction.FieldAccess(Opcode.GETSTATIC, guard.get()));
  }

  private static Edit alwaysOn(
      MethodCode method, AssertStatement statement, Count count, ServiceContext context) {
    context.tally().add(count, 1);
    return readInstead(
        method,
        statement,
        new Instruction.PushConstant(Opcode.ICONST_0, new Constant.IntConstant(0)));
  }

  private static Edit readInstead(
      MethodCode method, AssertStatement statement, Instruction instruction) {
    return new Edit.Replace(
        method.reference(), statement.read(), statement.read() + 1, List.of(instruction));
  }
}
