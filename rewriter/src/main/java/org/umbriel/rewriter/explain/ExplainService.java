package org.umbriel.rewriter.explain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.rewriter.pipeline.Edit;
import org.umbriel.rewriter.pipeline.Edits;
import org.umbriel.rewriter.pipeline.Outcome;
import org.umbriel.rewriter.pipeline.Service;
import org.umbriel.rewriter.pipeline.ServiceContext;
import org.umbriel.rewriter.pipeline.Tally.Count;

/**
 * Puts a check before each instruction that may fail by itself (JVMS 6.5), which throws what the
 * instruction would throw and says which value was wrong. Proven sites get none; since the JVM's
 * own check stays, it does no harm where an assumption of a proof does not hold. What is proven
 * under a contract alone gets one: callers from outside break contracts.
 */
public final class ExplainService implements Service {
  private static final Set<CheckKind> KINDS =
      EnumSet.of(
          CheckKind.NULL_DEREFERENCE,
          CheckKind.ARRAY_BOUNDS,
          CheckKind.DIVISION_BY_ZERO,
          CheckKind.CLASS_CAST,
          CheckKind.ARRAY_STORE,
          CheckKind.NEGATIVE_ARRAY_SIZE);

  /** HotSpot compiles no longer methods ({@code HugeMethodLimit}). */
  private static final int LONGEST_COMPILED = 8_000;

  /** Below 64 KB (JVMS 4.7.3), with room for other services. */
  private static final int LONGEST = 60_000;

  private final VerdictSource verdicts;
  private final boolean everything;

  /**
   * The service for one artifact.
   *
   * @param everything whether to put checks before what is proven, too
   */
  public ExplainService(VerdictSource verdicts, boolean everything) {
    this.verdicts = verdicts;
    this.everything = everything;
  }

  @Override
  public Outcome apply(ClassUnit unit, ServiceContext context) {
    Set<SiteId> proven = everything ? Set.of() : proven(verdicts.verdictsFor(unit));
    List<Edit> edits = new ArrayList<>();
    for (MethodCode method : unit.methods()) {
      edits.addAll(checks(method, proven, context));
    }
    return Outcome.of(new Edits(edits));
  }

  private static Set<SiteId> proven(List<SiteVerdict> verdicts) {
    Set<SiteId> proven = new HashSet<>();
    for (SiteVerdict verdict : verdicts) {
      if (verdict.verdict() instanceof Verdict.Proven proof && !proof.byContract()) {
        proven.add(verdict.site().id());
      }
    }
    return proven;
  }

  private static List<Edit> checks(MethodCode method, Set<SiteId> proven, ServiceContext context) {
    Map<Integer, List<CheckSite>> open = new TreeMap<>();
    int explained = 0;
    for (CheckSite site : SiteFinder.sitesIn(method, ContractSource.NONE)) {
      if (!KINDS.contains(site.kind()) || site.trivial()) {
        continue;
      }
      context.tally().add(Count.EXPLANATIONS, 1);
      if (proven.contains(site.id())) {
        context.tally().add(Count.EXPLANATIONS_PROVEN, 1);
      } else if (!canBeExplained(method, site.instruction())) {
        context.tally().add(Count.EXPLANATIONS_LEFT, 1);
      } else {
        open.computeIfAbsent(site.instruction(), i -> new ArrayList<>()).add(site);
        explained++;
      }
    }
    if (grownTooLong(method, open)) {
      context.tally().add(Count.EXPLANATIONS_LEFT, explained);
      context.tally().remark(method + ": not explained: it would be too long");
      return List.of();
    }
    context.tally().add(Count.EXPLANATIONS_INSERTED, explained);
    return edits(method, open, context);
  }

  private static List<Edit> edits(
      MethodCode method, Map<Integer, List<CheckSite>> open, ServiceContext context) {
    if (open.isEmpty()) {
      return List.of();
    }
    CheckCode code = new CheckCode(method, context.runtime(), context.messages());
    List<Edit> edits = new ArrayList<>();
    open.forEach(
        (index, sites) ->
            edits.add(new Edit.InsertBefore(method.reference(), index, code.before(index, sites))));
    return edits;
  }

  private static boolean grownTooLong(MethodCode method, Map<Integer, List<CheckSite>> open) {
    int length = method.codeLength();
    for (int index : open.keySet()) {
      length += CheckCode.longest(method.instruction(index));
    }
    return length > (method.codeLength() > LONGEST_COMPILED ? LONGEST : LONGEST_COMPILED);
  }

  /**
   * Not before {@code monitorexit}: compilers cover it with a handler that leads back to it, and
   * what runs out of stack in a call there would run for ever. Nor where the object may be under
   * construction (JVMS 4.10.1.9.putfield), which cannot be handed on.
   */
  private static boolean canBeExplained(MethodCode method, int index) {
    Instruction instruction = method.instruction(index);
    if (instruction.opcode() == Opcode.MONITOREXIT) {
      return false;
    }
    return !(method.isConstructor()
        && instruction instanceof Instruction.FieldAccess access
        && access.field().owner().equals(method.owner())
        && constructsBehind(method, index));
  }

  private static boolean constructsBehind(MethodCode method, int index) {
    return method.instructions().stream()
        .skip(index)
        .anyMatch(
            i ->
                i instanceof Instruction.Invoke call
                    && call.opcode() == Opcode.INVOKESPECIAL
                    && call.method().isConstructor());
  }
}
