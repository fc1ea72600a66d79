package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.path.flow.LoopNest;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.path.state.Unknowns;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.summary.MethodFacts;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/**
 * One symbolic execution of a method, with the callees that are executed along with it: what all of
 * its steps share.
 */
final class Execution {

  /** How loops end. */
  enum Loops {
    /** By an unknown state at the head that stands for all iterations: every way is followed. */
    SUMMARISED,
    /** The same, with guesses of what stays true in each iteration. */
    INVARIANT,
    /** After a number of iterations: exact as far as it goes. */
    UNROLLED
  }

  /** Which callees are executed. */
  enum Callees {
    /** Those of the checked class: what is proven then relies on no other class's code. */
    OWN,
    /** Those of other classes, too. */
    ALL
  }

  /** A method's graph and the order of its blocks. */
  record Prepared(ControlFlowGraph graph, List<LoopNest.Node> nodes) {}

  /** A state in which a block of the method itself was entered. */
  record Reached(int instruction, State state) {}

  private record Key(int instruction, CheckKind kind, int operand) {}

  private final World world;
  private final MethodCode root;
  private final Loops loops;
  private final Callees callees;
  private final TermFactory factory = new TermFactory();
  private final Unknowns unknowns = new Unknowns(factory);
  private final Types types;
  private final Prover prover;
  private final Places places;
  private final Operators operators = new Operators(factory);
  private final Map<Key, CheckSite> wanted = new HashMap<>();
  private final List<Obligation> obligations = new ArrayList<>();
  private final Map<MethodCode, Optional<Prepared>> prepared = new HashMap<>();
  private final Map<MethodCode, MethodFacts> methodFacts = new HashMap<>();
  private final Guards guards = new Guards(factory);
  private final List<Term> facts = new ArrayList<>();
  private final Set<Assumption> everAssumed = new HashSet<>();
  private final Map<Term, Integer> readers = new HashMap<>();
  private final Map<Term, Assumption> readTwice = new LinkedHashMap<>();
  private final List<Reached> reached = new ArrayList<>();
  private final BitSet finished = new BitSet();
  private int steps;
  private int inlineSteps;
  private boolean hasLeftOutCallees;

  Execution(
      World world, MethodCode root, List<CheckSite> sites, Stage stage, SolverFactory solvers) {
    this(world, root, sites, stage.loops(), stage.callees(), solvers);
  }

  Execution(
      World world,
      MethodCode root,
      List<CheckSite> sites,
      Loops loops,
      Callees callees,
      SolverFactory solvers) {
    this.world = world;
    this.root = root;
    this.loops = loops;
    this.callees = callees;
    this.types = new Types(world.program(), unknowns);
    this.places = new Places(world.program(), root);
    this.prover = new Prover(this, solvers.open(factory));
    for (CheckSite site : sites) {
      wanted.put(new Key(site.instruction(), site.kind(), site.operand()), site);
    }
  }

  World world() {
    return world;
  }

  MethodCode root() {
    return root;
  }

  Loops loops() {
    return loops;
  }

  TermFactory factory() {
    return factory;
  }

  Unknowns unknowns() {
    return unknowns;
  }

  Prover prover() {
    return prover;
  }

  Types types() {
    return types;
  }

  Places places() {
    return places;
  }

  Operators operators() {
    return operators;
  }

  /**
   * Whether a way may rely on something about other code, on a callee's identity say; notes it if
   * not.
   */
  boolean mayRelyOn(Set<Assumption> assumptions) {
    boolean may = callees == Callees.ALL || assumptions.isEmpty();
    hasLeftOutCallees |= !may;
    return may;
  }

  /** Whether another execution could look into more callees. */
  boolean hasLeftOutCallees() {
    return hasLeftOutCallees;
  }

  /** Whether the budget allows to execute another callee. */
  boolean mayInline() {
    return inlineSteps < world.budget().inlineSteps();
  }

  /** Counts an instruction of the method itself, or of a callee. */
  void step(boolean isInlined) {
    inlineSteps += isInlined ? 1 : 0;
    if (++steps > world.budget().steps()) {
      throw new Limit.Reached(Limit.STEPS);
    }
    if (effort() > world.budget().effort()) {
      throw new Limit.Reached(Limit.EFFORT);
    }
    if (factory.size() > world.budget().terms()) {
      throw new Limit.Reached(Limit.TERMS);
    }
  }

  /** What has been spent, in the currency of {@link Budget#effort}. */
  long effort() {
    return steps + prover.effort();
  }

  /** A method's blocks in order; empty if it has no code or loops with several entries. */
  Optional<Prepared> prepare(MethodCode method) {
    return prepared.computeIfAbsent(
        method,
        key -> {
          if (!key.hasCode()) {
            return Optional.empty();
          }
          ControlFlowGraph graph = ControlFlowGraph.of(key);
          return LoopNest.of(graph).map(nodes -> new Prepared(graph, nodes));
        });
  }

  /**
   * Every way to a block has been followed, so what was noted about its instructions is complete.
   */
  void finished(BasicBlock block) {
    finished.set(block.start(), block.end());
  }

  /** Whether what was noted about an instruction of the method itself is complete. */
  boolean isFinished(int instruction) {
    return finished.get(instruction);
  }

  /** Notes what has to hold at an instruction of the method itself, if that is asked for. */
  void observe(State state, int instruction, CheckKind kind, int operand, Term condition) {
    CheckSite site = wanted.get(new Key(instruction, kind, operand));
    if (site != null) {
      obligations.add(new Obligation(site, state, condition));
    }
  }

  /** Notes that a block of the method itself is entered. */
  void reach(int instruction, State state) {
    if (loops == Loops.UNROLLED) {
      reached.add(new Reached(instruction, state));
    }
  }

  /** Where one run may have come by; noted only where loops are unrolled. */
  List<Reached> reached() {
    return reached;
  }

  List<Obligation> obligations() {
    return obligations;
  }

  /** A fact that holds if some assumptions do: queries that use it say so in their core. */
  void learn(Term fact, Set<Assumption> assumptions) {
    if (fact.isTrue()) {
      return;
    }
    if (assumptions.isEmpty()) {
      facts.add(fact);
      return;
    }
    everAssumed.addAll(assumptions);
    facts.add(factory.implies(guards.of(assumptions), fact));
  }

  /** A state in which a fact holds as long as some assumptions do. */
  State assume(State state, Term fact, Set<Assumption> assumptions) {
    if (fact.isTrue() || state.path().contains(fact)) {
      return state;
    }
    Term claim = fact;
    if (!assumptions.isEmpty()) {
      everAssumed.addAll(assumptions);
      claim = factory.implies(guards.of(assumptions), fact);
    }
    return state.assume(claim, factory).orElse(state);
  }

  /** What is known inside a method that is executed. */
  MethodFacts factsOf(MethodCode method) {
    return methodFacts.computeIfAbsent(method, world.facts()::of);
  }

  Guards guards() {
    return guards;
  }

  /** Facts about the variables of this execution that hold on every way. */
  List<Term> facts() {
    return facts;
  }

  /** A state that relies on assumptions from here on. */
  State rely(State state, Set<Assumption> assumptions) {
    everAssumed.addAll(assumptions);
    return state.relyingOn(assumptions);
  }

  /**
   * Everything that any way of this execution relies on: what a claim that something is never
   * reached rests on.
   */
  Set<Assumption> everAssumed() {
    return everAssumed;
  }

  /**
   * Notes that a location of an object that others know was read. A value that is read twice, or
   * read after it was written here, is the same only if nobody else writes it.
   */
  State noteRead(State state, Place place, Term value, int reader, boolean mayRepeat) {
    if (place.equals(Place.LENGTH)) {
      return state;
    }
    Assumption assumption =
        place.isStable() ? new Assumption.NoReflectiveWrites() : new Assumption.NoInterference();
    boolean isAsFound =
        value instanceof Variable
            || (value instanceof Operation read && read.operator() == Operator.SELECT);
    if (!isAsFound) {
      return rely(state, Set.of(assumption));
    }
    Integer before = readers.putIfAbsent(value, reader);
    if (mayRepeat || (before != null && before != reader)) {
      readTwice.put(value, assumption);
    }
    return state;
  }

  /** Reads whose repetition was taken to give the same value. */
  Map<Term, Assumption> readTwice() {
    return readTwice;
  }

  /** Why a value is not known, in a word for reports. */
  Unknowns.Origin unknown(Reason reason, String detail, String descriptor) {
    return new Unknowns.Origin(reason, detail, descriptor);
  }
}
