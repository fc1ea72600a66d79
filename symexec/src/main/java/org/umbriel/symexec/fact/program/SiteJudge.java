package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.generic.GenericTypes;
import org.umbriel.symexec.fact.method.Observer;
import org.umbriel.symexec.fact.state.DifferenceSearch;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.ReferenceFact.TypeBound;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/** States of a method {@code ->} verdicts on its sites. A site that no state reaches is dead. */
final class SiteJudge implements Observer {
  private final ValueGraph graph;
  private final MethodCode method;
  private final ProgramWorld world;
  private final Context context;
  private final List<CheckSite> sites;
  private final Map<Integer, List<CheckSite>> byInstruction = new HashMap<>();
  private final Map<CheckSite, Optional<Support>> decided = new HashMap<>();
  private final Map<CheckSite, Verdict> open = new HashMap<>();
  private final Set<CheckSite> dead = new HashSet<>();
  private @Nullable GenericTypes generics;

  SiteJudge(ValueGraph graph, ProgramWorld world, Context context, List<CheckSite> sites) {
    this.graph = graph;
    this.method = graph.method();
    this.world = world;
    this.context = context;
    this.sites = sites;
    for (CheckSite site : sites) {
      byInstruction.computeIfAbsent(site.instruction(), k -> new ArrayList<>()).add(site);
    }
  }

  @Override
  public void before(int instruction, State state) {
    for (CheckSite site : byInstruction.getOrDefault(instruction, List.of())) {
      Optional<Support> proof = prove(site, state);
      if (proof.isEmpty() && state.contradiction().isPresent()) {
        proof = state.contradiction();
        dead.add(site);
      }
      decided.put(site, proof);
      if (proof.isEmpty()) {
        open.put(site, Shortcoming.of(site, subject(site), graph, state));
      }
    }
  }

  /** How many of the sites hold. */
  int proven() {
    return (int) decided.values().stream().filter(Optional::isPresent).count();
  }

  List<SiteVerdict> verdicts(Function<Support, Set<Assumption>> assumptions) {
    List<SiteVerdict> found = new ArrayList<>();
    for (CheckSite site : sites) {
      Optional<Support> proof = decided.getOrDefault(site, Optional.of(Support.NONE));
      if (site.trivial()) {
        found.add(new SiteVerdict(site, new Verdict.Proven(Set.of()), Tier.SYNTAX));
      } else if (proof.isPresent()) {
        Set<Assumption> premises = assumptions.apply(proof.get());
        boolean unreachable = dead.contains(site) || !decided.containsKey(site);
        found.add(new SiteVerdict(site, new Verdict.Proven(premises, unreachable), Tier.FACTS));
      } else {
        Verdict verdict = open.getOrDefault(site, new Verdict.Unproven(Reason.UNKNOWN_VALUE, ""));
        found.add(new SiteVerdict(site, verdict, Tier.FACTS));
      }
    }
    return found;
  }

  /** Nothing is known of the method: only what syntax decides is proven. */
  static List<SiteVerdict> gaveUp(MethodCode method, List<CheckSite> sites, Context context) {
    Verdict open =
        context
            .defects()
            .of(method)
            .map(d -> new Verdict.Unproven(Reason.DEFECT, d))
            .orElseGet(() -> new Verdict.Unproven(whyGivenUp(method), ""));
    return sites.stream()
        .map(
            s ->
                s.trivial()
                    ? new SiteVerdict(s, new Verdict.Proven(Set.of()), Tier.SYNTAX)
                    : new SiteVerdict(s, open, Tier.FACTS))
        .toList();
  }

  private static Reason whyGivenUp(MethodCode method) {
    return Graphs.usesSubroutines(method) ? Reason.SUBROUTINE : Reason.FACT_BUDGET;
  }

  /** What it rests on that a site's condition holds in a state; empty if that is not known. */
  Optional<Support> prove(CheckSite site, State state) {
    int at = site.instruction();
    return switch (site.kind()) {
      case NULL_DEREFERENCE -> nonNull(operand(site), state);
      case ARRAY_BOUNDS -> inBounds(site, state).or(() -> inBoundsOfTable(site, state));
      case DIVISION_BY_ZERO -> nonZero(operand(site), state);
      case NEGATIVE_ARRAY_SIZE -> notNegative(operand(site), state);
      case CLASS_CAST -> cast((Instruction.CheckCast) method.instruction(at), state, at);
      case ARRAY_STORE -> store(at, state);
      case ILLEGAL_MONITOR -> held(operand(site), state);
      case PRECONDITION -> nonNull(argument(site), state);
      case ASSERTION, UNCAUGHT, LINK, ACCESS, SHADOW -> Optional.empty();
    };
  }

  private int operand(CheckSite site) {
    return graph.operandFromTop(site.instruction(), site.operand());
  }

  private Optional<Support> inBoundsOfTable(CheckSite site, State state) {
    int array = graph.operand(site.instruction(), 0);
    return context.switchTables().inBounds(operand(site), array, graph, state);
  }

  private static Optional<Support> nonNull(int value, State state) {
    ReferenceFact fact = state.reference(value);
    return fact.isNonNull() ? Optional.of(fact.nullnessSupport()) : Optional.empty();
  }

  private Optional<Support> inBounds(CheckSite site, State state) {
    int index = operand(site);
    int array = graph.operand(site.instruction(), 0);
    int length = state.basis().lengthOf(state.canonical(array));
    return notNegative(index, state)
        .flatMap(
            low -> DifferenceSearch.proves(state, index, length, -1).map(high -> high.union(low)));
  }

  private static Optional<Support> notNegative(int value, State state) {
    NumberFact fact = state.number(value);
    return fact.interval().low() >= 0 ? Optional.of(fact.support()) : Optional.empty();
  }

  private static Optional<Support> nonZero(int value, State state) {
    NumberFact fact = state.number(value);
    return fact.isNonZero() ? Optional.of(fact.support()) : Optional.empty();
  }

  private Optional<Support> cast(Instruction.CheckCast cast, State state, int at) {
    ReferenceFact fact = state.reference(graph.operand(at, 0));
    if (fact.isNull()) {
      return Optional.of(fact.nullnessSupport());
    }
    return subtype(fact.type(), cast.type()).or(() -> chosenByCompiler(cast, state, at));
  }

  /**
   * A cast that a compiler put in because of type arguments, or in a bridge method: it can fail
   * only where those are wrong.
   */
  private Optional<Support> chosenByCompiler(Instruction.CheckCast cast, State state, int at) {
    Support clean = context.premises().assuming(new Assumption.NoHeapPollution());
    int value = graph.operand(at, 0);
    if (method.isBridge() && graph.definition(value) instanceof Definition.Argument) {
      return Optional.of(clean);
    }
    if (generics == null) {
      generics = new GenericTypes(context.program(), graph);
    }
    return generics
        .erasureOf(value)
        .or(() -> erasureOfCanonical(value, state))
        .filter(e -> world.types().isSubtype(e, cast.type()))
        .map(e -> clean.union(context.hierarchy(e, cast.type())));
  }

  private Optional<String> erasureOfCanonical(int value, State state) {
    int canonical = state.canonical(value);
    return canonical == value || generics == null
        ? Optional.empty()
        : generics.erasureOf(canonical);
  }

  private Optional<Support> subtype(TypeBound bound, String supertype) {
    if (!world.types().isSubtype(bound.name(), supertype)) {
      return Optional.empty();
    }
    boolean same = bound.name().equals(supertype) || supertype.equals("java/lang/Object");
    return Optional.of(
        same ? bound.support() : bound.support().union(context.hierarchy(bound.name(), supertype)));
  }

  /** The array's very class must be known, or the value null (JVMS 6.5.aastore). */
  private Optional<Support> store(int at, State state) {
    ReferenceFact value = state.reference(graph.operand(at, 2));
    if (value.isNull()) {
      return Optional.of(value.nullnessSupport());
    }
    TypeBound array = state.reference(graph.operand(at, 0)).type();
    if (!array.name().startsWith("[") || !array.exact()) {
      return Optional.empty();
    }
    String element = Program.internalName(array.name().substring(1));
    return subtype(value.type(), element).map(s -> s.union(array.support()));
  }

  private static Optional<Support> held(int value, State state) {
    boolean last =
        state
            .monitors()
            .filter(m -> !m.isEmpty() && m.get(m.size() - 1) == state.canonical(value))
            .isPresent();
    return last ? Optional.of(Support.NONE) : Optional.empty();
  }

  /** The argument that a precondition is about. */
  private int argument(CheckSite site) {
    boolean isStatic =
        method.instruction(site.instruction()) instanceof Instruction.Invoke call
            && call.isStatic();
    return graph.operand(site.instruction(), site.operand() + (isStatic ? 0 : 1));
  }

  /** The value that a site is about. */
  int subject(CheckSite site) {
    return switch (site.kind()) {
      case PRECONDITION -> argument(site);
      case ASSERTION -> graph.result(site.instruction());
      default -> operand(site);
    };
  }
}
