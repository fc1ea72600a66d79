package org.umbriel.benchmarks.trap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbriel.benchmarks.probe.TrapLog.Broken;
import org.umbriel.benchmarks.trap.TrapPlan.WatchedContract;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.CheckKind;

/**
 * Who broke a contract that a wrong claim rests on. A call whose precondition was proven under the
 * caller's own contract only hands the breach on, so the question goes to the caller's caller.
 *
 * @param contract the first one broken, on the way down
 * @param caller the call that broke it, {@code a.b.C.m()V:17}
 */
public record Blame(Breaker breaker, String contract, String caller) {
  private static final Comparator<Blame> GRAVER =
      Comparator.comparing(Blame::breaker)
          .thenComparing(Blame::contract)
          .thenComparing(Blame::caller);

  /**
   * The gravest explanation of a fire; empty if no contract that the proof names is among those
   * broken.
   *
   * @param live all that are broken, on the stack or in the test
   */
  static Optional<Blame> of(TrapPlan plan, Trap trap, Set<Broken> live) {
    Set<Broken> seen = new HashSet<>(named(plan, trap, live));
    Deque<Broken> open = new ArrayDeque<>(seen);
    List<Blame> found = new ArrayList<>();
    while (!open.isEmpty()) {
      Broken broken = open.poll();
      Blame blame = of(plan, broken);
      Set<Broken> before =
          blame.breaker() == Breaker.LIBRARY_PROVEN ? handedOn(plan, broken, live) : Set.of();
      if (before.isEmpty()) {
        found.add(blame);
      }
      before.stream().filter(seen::add).forEach(open::add);
    }
    return found.stream().max(GRAVER);
  }

  /** The same, by a call that is over: what it gave an object is still there. */
  Blame earlier() {
    return new Blame(breaker, contract + ", earlier in the test", caller);
  }

  /** The broken contracts on which the proof rests that a call keeps its callee's. */
  private static Set<Broken> handedOn(TrapPlan plan, Broken broken, Set<Broken> live) {
    return Call.parse(broken.caller()).stream()
        .flatMap(c -> preconditions(plan, c, plan.contracts().get(broken.contract())).stream())
        .flatMap(t -> named(plan, t, live).stream())
        .collect(Collectors.toSet());
  }

  private static Set<Broken> named(TrapPlan plan, Trap trap, Set<Broken> live) {
    Set<WatchedContract> named = TrapPlan.namedContracts(trap);
    return live.stream()
        .filter(b -> named.contains(plan.contracts().get(b.contract())))
        .collect(Collectors.toSet());
  }

  private static Blame of(TrapPlan plan, Broken broken) {
    WatchedContract contract = plan.contracts().get(broken.contract());
    String text = "parameter " + contract.parameter() + " of " + contract.method();
    return new Blame(breakerOf(plan, broken, contract), text, broken.caller());
  }

  private static Breaker breakerOf(TrapPlan plan, Broken broken, WatchedContract contract) {
    Optional<Call> call = Call.parse(broken.caller()).filter(c -> plan.isChecked(c.method()));
    if (call.isEmpty()) {
      return Breaker.OUTSIDE;
    } else if (broken.throughPlatform()) {
      return Breaker.LIBRARY_THROUGH_PLATFORM;
    }
    List<Trap> preconditions = preconditions(plan, call.get(), contract);
    if (preconditions.isEmpty()) {
      return Breaker.LIBRARY_WITHOUT_SITE;
    }
    return preconditions.stream().anyMatch(t -> t.claim() == Trap.Claim.CONTROL)
        ? Breaker.LIBRARY_UNPROVEN
        : Breaker.LIBRARY_PROVEN;
  }

  /** The sites on a line at which a contract may have to be shown. */
  private static List<Trap> preconditions(TrapPlan plan, Call call, WatchedContract contract) {
    List<Trap> onLine =
        plan.trapsIn(call.method()).stream()
            .filter(t -> t.kind() == CheckKind.PRECONDITION && t.site().line() == call.line())
            .toList();
    List<Trap> ofCallee =
        onLine.stream()
            .filter(t -> t.site().operand() == contract.parameter())
            .filter(
                t ->
                    plan.callee(t)
                        .map(MethodReference::name)
                        .equals(Optional.of(contract.method().name())))
            .collect(Collectors.toList());
    return ofCallee.isEmpty() ? onLine : ofCallee;
  }

  /** A frame that called: {@code a.b.C.m()V:17}. */
  private record Call(MethodReference method, int line) {
    static Optional<Call> parse(String frame) {
      int parenthesis = frame.indexOf('(');
      int colon = frame.lastIndexOf(':');
      int name = frame.lastIndexOf('.', parenthesis);
      if (parenthesis < 0 || name < 0 || colon < parenthesis) {
        return Optional.empty();
      }
      return Optional.of(
          new Call(
              new MethodReference(
                  frame.substring(0, name).replace('.', '/'),
                  frame.substring(name + 1, parenthesis),
                  frame.substring(parenthesis, colon)),
              Integer.parseInt(frame.substring(colon + 1))));
    }
  }
}
