package org.umbriel.benchmarks.trap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.VerdictSource;

/**
 * Which sites get a trap and which contracts are watched, each with the number that inserted code
 * calls it by. Every proven site that is not trivial gets one; so does every unproven one, as a
 * control.
 */
public final class TrapPlan {
  private static final Set<CheckKind> TRAPPED =
      Set.of(
          CheckKind.NULL_DEREFERENCE,
          CheckKind.ARRAY_BOUNDS,
          CheckKind.DIVISION_BY_ZERO,
          CheckKind.CLASS_CAST,
          CheckKind.ARRAY_STORE,
          CheckKind.NEGATIVE_ARRAY_SIZE,
          CheckKind.ILLEGAL_MONITOR,
          CheckKind.ASSERTION,
          CheckKind.PRECONDITION);

  private final List<Trap> traps = new ArrayList<>();
  private final List<WatchedContract> contracts = new ArrayList<>();
  private final Map<MethodReference, List<Trap>> trapsByMethod = new HashMap<>();
  private final Map<MethodReference, List<Integer>> contractsByMethod = new HashMap<>();
  private final Map<MethodReference, MethodCode> methods = new HashMap<>();

  /** A contract that an argument is not null. */
  record WatchedContract(MethodReference method, int parameter) {}

  /**
   * Numbers the sites of all classes.
   *
   * @param contracts that hold in the checked code; those that proofs name are watched, too
   */
  public static TrapPlan of(
      List<ClassUnit> units, VerdictSource verdicts, List<Contract> contracts) {
    TrapPlan plan = new TrapPlan();
    Set<WatchedContract> watched = new LinkedHashSet<>();
    contracts.stream()
        .filter(c -> isNonNull(c.predicate()))
        .forEach(c -> watched.add(new WatchedContract(c.method(), c.parameter())));
    for (ClassUnit unit : units) {
      unit.methods().forEach(m -> plan.methods.put(m.reference(), m));
      for (SiteVerdict verdict : verdicts.verdictsFor(unit)) {
        plan.add(verdict, watched);
      }
    }
    for (WatchedContract contract : watched) {
      if (isReference(contract)) {
        plan.contractsByMethod
            .computeIfAbsent(contract.method(), m -> new ArrayList<>())
            .add(plan.contracts.size());
        plan.contracts.add(contract);
      }
    }
    return plan;
  }

  private void add(SiteVerdict verdict, Set<WatchedContract> watched) {
    boolean refuted = verdict.verdict() instanceof Verdict.Refuted;
    if (verdict.site().trivial() || refuted || !TRAPPED.contains(verdict.site().kind())) {
      return;
    }
    Trap trap = Trap.of(traps.size(), verdict);
    traps.add(trap);
    trapsByMethod.computeIfAbsent(verdict.site().id().method(), m -> new ArrayList<>()).add(trap);
    watched.addAll(namedContracts(trap));
  }

  /** The contracts that a site's proof names. */
  static Set<WatchedContract> namedContracts(Trap trap) {
    return trap.verdict().verdict() instanceof Verdict.Proven proven
        ? proven.assumptions().stream()
            .filter(Assumption.ContractKept.class::isInstance)
            .map(Assumption.ContractKept.class::cast)
            .filter(c -> isNonNull(c.predicate()))
            .map(c -> new WatchedContract(c.method(), c.parameter()))
            .collect(Collectors.toSet())
        : Set.of();
  }

  private static boolean isNonNull(String predicate) {
    return predicate.matches("\\(not \\(= [^() ]+ null\\)\\)");
  }

  private static boolean isReference(WatchedContract contract) {
    List<String> parameters = MethodDescriptor.parse(contract.method().descriptor()).parameters();
    return contract.parameter() < parameters.size()
        && MethodDescriptor.isReference(parameters.get(contract.parameter()));
  }

  /** By number. */
  List<Trap> traps() {
    return traps;
  }

  /** By number. */
  List<WatchedContract> contracts() {
    return contracts;
  }

  /** Whether a method is among those that were checked. */
  boolean isChecked(MethodReference method) {
    return methods.containsKey(method);
  }

  /** The method that a site's call names. */
  Optional<MethodReference> callee(Trap trap) {
    MethodCode code = methods.get(trap.site().id().method());
    return code != null
            && code.instruction(trap.site().instruction()) instanceof Instruction.Invoke call
        ? Optional.of(call.method())
        : Optional.empty();
  }

  /** How many sites there are to trap. */
  public int siteCount() {
    return traps.size();
  }

  /** How many contracts there are to watch. */
  public int contractCount() {
    return contracts.size();
  }

  List<Trap> trapsIn(MethodReference method) {
    return trapsByMethod.getOrDefault(method, List.of());
  }

  /** Numbers of the contracts that a method begins with. */
  List<Integer> contractsOf(MethodReference method) {
    return contractsByMethod.getOrDefault(method, List.of());
  }
}
