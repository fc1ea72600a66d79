package org.umbriel.symexec.fact.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.method.Observer;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.ValueGraph;
import org.umbriel.symexec.summary.Defects;
import org.umbriel.symexec.summary.Ground;
import org.umbriel.symexec.summary.MethodFacts;
import org.umbriel.symexec.summary.Suggestion;

/**
 * The fixpoint over a program's methods. What is not known yet counts as impossible, and grows
 * until nothing changes; verdicts may be asked for only then. Callees come before callers where
 * that can be told.
 */
public final class ProgramAnalysis {
  private static final int MOST_RUNS = 40;

  private final Context context;
  private final ProgramKnowledge knowledge;
  private final List<MethodCode> order = new ArrayList<>();
  private final Map<MethodCode, Integer> rank = new HashMap<>();
  private final TreeSet<MethodCode> open;
  private final Map<MethodCode, Integer> runs = new HashMap<>();
  private final Set<MethodCode> failed = new HashSet<>();
  private final Closure closure;

  private ProgramAnalysis(Program program, Assumption.Platform platform) {
    this.context = Context.of(program);
    Map<MethodCode, MethodScan> scans = new LinkedHashMap<>();
    for (ClassUnit unit : program.units()) {
      for (MethodCode method : unit.methods()) {
        context.graphs().of(method).ifPresent(g -> scans.put(method, MethodScan.of(g)));
      }
    }
    this.knowledge = new ProgramKnowledge(context, scans);
    this.open = new TreeSet<>(Comparator.comparingInt((MethodCode m) -> rank.getOrDefault(m, 0)));
    this.closure = new Closure(knowledge, platform);
    arrange(scans);
    program.units().forEach(u -> u.methods().forEach(this::giveUpIfOpaque));
    order.stream().filter(this::isStartable).forEach(open::add);
  }

  /** Scans every method; nothing is analysed yet. */
  public static ProgramAnalysis of(Program program, Assumption.Platform platform) {
    return new ProgramAnalysis(program, platform);
  }

  /** Initialisers first, then callees before callers. */
  private void arrange(Map<MethodCode, MethodScan> scans) {
    Set<MethodCode> seen = new HashSet<>();
    List<MethodCode> roots = new ArrayList<>(scans.keySet());
    roots.sort(Comparator.comparingInt(ProgramAnalysis::phase));
    for (MethodCode root : roots) {
      visit(root, scans, seen);
    }
    for (MethodCode method : order) {
      rank.put(method, rank.size());
    }
  }

  private static int phase(MethodCode method) {
    return method.isClassInitializer() ? 0 : method.isConstructor() ? 1 : 2;
  }

  private void visit(MethodCode root, Map<MethodCode, MethodScan> scans, Set<MethodCode> seen) {
    Deque<MethodCode> path = new ArrayDeque<>();
    Deque<Deque<MethodCode>> rest = new ArrayDeque<>();
    if (seen.add(root)) {
      path.push(root);
      rest.push(callees(root, scans));
    }
    while (!path.isEmpty()) {
      MethodCode next = rest.element().poll();
      if (next == null) {
        rest.pop();
        order.add(path.pop());
      } else if (seen.add(next)) {
        path.push(next);
        rest.push(callees(next, scans));
      }
    }
  }

  private Deque<MethodCode> callees(MethodCode method, Map<MethodCode, MethodScan> scans) {
    Deque<MethodCode> found = new ArrayDeque<>();
    MethodScan scan = scans.get(method);
    if (scan != null) {
      scan.called()
          .forEach(
              m -> context.targets().resolve(m).filter(scans::containsKey).ifPresent(found::add));
    }
    return found;
  }

  /** A method without a graph can do anything. */
  private void giveUpIfOpaque(MethodCode method) {
    if (method.hasCode() && context.graphs().of(method).isEmpty()) {
      giveUp(method);
    }
  }

  /** Methods that only known code calls wait for the first call. */
  private boolean isStartable(MethodCode method) {
    if (!knowledge.callers().isTracked(method) || knowledge.isSettled()) {
      return true;
    }
    int receivers = method.isStatic() ? 0 : 1;
    int parameters = method.type().parameters().size();
    return parameters == 0
        || knowledge
            .facts()
            .parameter(new MethodScan.Parameter(method.reference(), receivers))
            .isPresent();
  }

  /** How many methods are there to be analysed. */
  public int size() {
    return order.size();
  }

  /** How many methods are waiting. */
  public int waiting() {
    return open.size();
  }

  /**
   * Analyses one method.
   *
   * @return false if nothing is left to do
   */
  public boolean step() {
    if (open.isEmpty()) {
      if (knowledge.isSettled()) {
        return false;
      }
      settle();
      return !open.isEmpty();
    }
    MethodCode method = open.pollFirst();
    if (!method.hasCode() || !isStartable(method) || failed.contains(method)) {
      return true;
    }
    if (runs.merge(method, 1, Integer::sum) > MOST_RUNS) {
      giveUp(method);
      return true;
    }
    analyse(method);
    return true;
  }

  /** What has not happened by now never will; whoever waits for it goes on. */
  private void settle() {
    knowledge.settle();
    for (MethodCode method : order) {
      boolean stuck =
          runs.getOrDefault(method, 0) == 0
              || knowledge
                  .facts()
                  .summary(method.reference())
                  .filter(MethodSummary::returns)
                  .isEmpty();
      if (stuck) {
        open.add(method);
        open.addAll(knowledge.facts().readersOf(method.reference()));
        open.addAll(knowledge.virtualResults().readersOf(method.reference()));
      }
    }
    knowledge.facts().unwrittenFieldReaders().forEach(open::add);
  }

  private void analyse(MethodCode method) {
    Optional<ValueGraph> graph = context.graphs().of(method);
    if (graph.isEmpty() || !analyse(method, graph.get())) {
      giveUp(method);
    }
  }

  private boolean analyse(MethodCode method, ValueGraph graph) {
    ProgramWorld world = new ProgramWorld(knowledge, method);
    SummaryRecorder summary = new SummaryRecorder(graph, world);
    Contributions contributions = new Contributions(graph, world, knowledge);
    if (!world.run(graph, both(summary, contributions))) {
      return false;
    }
    publish(contributions);
    publish(method, summary.summary());
    return true;
  }

  private static Observer both(Observer first, Observer second) {
    return new Observer() {
      @Override
      public void before(int instruction, State state) {
        first.before(instruction, state);
        second.before(instruction, state);
      }

      @Override
      public void after(int instruction, State state, boolean completes) {
        first.after(instruction, state, completes);
        second.after(instruction, state, completes);
      }

      @Override
      public void returns(int instruction, int value, State state) {
        first.returns(instruction, value, state);
        second.returns(instruction, value, state);
      }
    };
  }

  /** From here on, nothing is known of a method, and it is not analysed again. */
  private void giveUp(MethodCode method) {
    failed.add(method);
    publish(method, MethodSummary.unknown(context.declared().of(method.type().returnType())));
    Optional<ValueGraph> graph = context.graphs().of(method);
    if (graph.isPresent()) {
      ProgramWorld world = new ProgramWorld(knowledge, method);
      publish(Contributions.unknown(graph.get(), world, knowledge));
    } else {
      Contributions.ofOpaque(method, context, knowledge).forEach(this::addField);
    }
  }

  private void publish(MethodCode method, MethodSummary summary) {
    if (knowledge.facts().addSummary(method.reference(), summary)) {
      open.addAll(knowledge.facts().readersOf(method.reference()));
      open.addAll(knowledge.virtualResults().affectedBy(method.reference()));
    }
  }

  private void publish(Contributions contributions) {
    contributions.fields().forEach(this::addField);
    contributions.fieldSupports().forEach(knowledge.facts()::addFieldSupport);
    contributions
        .parameters()
        .forEach(
            (parameter, fact) -> {
              if (knowledge.facts().addParameter(parameter, fact)) {
                context.targets().resolve(parameter.method()).ifPresent(open::add);
              }
            });
  }

  private void addField(FieldReference field, Fact fact) {
    if (knowledge.facts().addField(field, fact)) {
      open.addAll(knowledge.facts().readersOf(field));
    }
  }

  /** What methods require. */
  public ContractSource contracts() {
    return knowledge.contracts();
  }

  /** The verdicts on a method's sites; only once {@link #step} has returned false. */
  public List<SiteVerdict> verdicts(MethodCode method, List<CheckSite> sites) {
    Optional<ValueGraph> graph = context.graphs().of(method);
    if (failed.contains(method) || graph.isEmpty()) {
      return SiteJudge.gaveUp(method, sites, context);
    }
    ProgramWorld world = new ProgramWorld(knowledge, method);
    SiteJudge judge = new SiteJudge(graph.get(), world, context, sites);
    if (!world.run(graph.get(), judge)) {
      return SiteJudge.gaveUp(method, sites, context);
    }
    return judge.verdicts(support -> closure.assumptions(support, method.owner()));
  }

  /**
   * Why a site is proven, or how far the reasons go; only once {@link #step} has returned false.
   */
  public List<Ground> grounds(MethodCode method, CheckSite site) {
    return failed.contains(method)
        ? List.of()
        : new SiteGrounds(knowledge, closure).of(method, site);
  }

  /** What would settle most of some sites; only once {@link #step} has returned false. */
  public List<Suggestion> guidance(Map<MethodCode, List<CheckSite>> open) {
    Map<MethodCode, List<CheckSite>> analysed = new LinkedHashMap<>(open);
    analysed.keySet().removeAll(failed);
    return new Guidance(knowledge).of(analysed);
  }

  /** What another tier may use of a method's states; only once {@link #step} has returned false. */
  public MethodFacts facts(MethodCode method) {
    Optional<ValueGraph> graph =
        context.program().contains(method.owner()) ? context.graphs().of(method) : Optional.empty();
    if (failed.contains(method) || graph.isEmpty()) {
      return MethodFacts.NONE;
    }
    ProgramWorld world = new ProgramWorld(knowledge, method);
    FactRecorder recorder =
        new FactRecorder(graph.get(), world, s -> closure.assumptions(s, method.owner()));
    return world.run(graph.get(), recorder) ? recorder.facts() : MethodFacts.NONE;
  }

  /** The instructions of a method that control never gets to, with the assumptions of that. */
  public SortedMap<Integer, Set<Assumption>> deadCode(MethodCode method) {
    SortedMap<Integer, Set<Assumption>> found = new TreeMap<>();
    Optional<ValueGraph> graph = context.graphs().of(method);
    if (!failed.contains(method) && graph.isPresent()) {
      DeadCode dead = new DeadCode(method);
      ProgramWorld world = new ProgramWorld(knowledge, method);
      if (world.run(graph.get(), dead)) {
        dead.instructions().forEach((i, s) -> found.put(i, closure.assumptions(s, method.owner())));
      }
    }
    return found;
  }

  /** The contracts of all methods, in the program's order. */
  public List<Contract> allContracts() {
    return context.program().units().stream()
        .flatMap(u -> u.methods().stream())
        .filter(m -> !m.isPrivate())
        .flatMap(m -> contracts().requires(m.reference()).stream())
        .toList();
  }

  /** Methods that could not be analysed, through no fault of theirs. */
  public Defects defects() {
    return context.defects();
  }

  /** What is known of calls of a method. */
  public Optional<MethodSummary> summary(MethodReference method) {
    return knowledge.facts().summary(method);
  }
}
