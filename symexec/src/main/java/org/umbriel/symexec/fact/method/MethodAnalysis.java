package org.umbriel.symexec.fact.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.graph.Edge;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.state.Detail;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.state.StateJoin;
import org.umbriel.symexec.fact.state.Way;
import org.umbriel.symexec.fact.state.Widening;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * The fixpoint over a method's blocks, in reverse postorder, with widening at loop heads. It ends
 * after a number of steps that the method's size determines; if that was too early, nothing is
 * known of the method in that detail.
 */
public final class MethodAnalysis {
  private static final int VISITS_BEFORE_WIDENING = 2;
  private static final int VISITS_BEFORE_HASTE = 6;
  private static final int MOST_VISITS = 200;
  private static final long STEPS_PER_INSTRUCTION = 600;
  private static final long LEAST_STEPS = 100_000;

  private final ValueGraph graph;
  private final ControlFlowGraph flow;
  private final World world;
  private final List<FieldUnit> ownFields;
  private final Detail detail;
  private final ValueBasis basis;
  private final long[] thresholds;
  private final int[] order;
  private final int[] rank;
  private final Map<Integer, State> starts = new HashMap<>();
  private final Map<Integer, Map<Integer, List<Way>>> incoming = new HashMap<>();
  private final int[] visits;
  private long steps;

  private MethodAnalysis(ValueGraph graph, World world, List<FieldUnit> ownFields, Detail detail) {
    this.detail = detail;
    this.graph = graph;
    this.flow = graph.flow();
    this.world = world;
    this.ownFields = ownFields;
    this.basis = new ValueBasis(graph, world);
    this.thresholds = thresholdsOf(graph.method());
    int blocks = flow.blocks().size();
    this.order = flow.reversePostorder().stream().mapToInt(BasicBlock::ordinal).toArray();
    this.rank = new int[blocks];
    for (int i = 0; i < order.length; i++) {
      rank[order[i]] = i;
    }
    this.visits = new int[blocks];
    this.steps =
        Math.max(LEAST_STEPS, STEPS_PER_INSTRUCTION * graph.method().instructions().size());
  }

  /**
   * Analyses a method and shows the states to an observer.
   *
   * @param ownFields the fields that the method's class declares
   * @return false if the budget ended first; the observer has then seen nothing
   */
  public static boolean run(
      ValueGraph graph, World world, List<FieldUnit> ownFields, Detail detail, Observer observer) {
    MethodAnalysis analysis = new MethodAnalysis(graph, world, ownFields, detail);
    if (!analysis.solve()) {
      return false;
    }
    analysis.show(observer);
    return true;
  }

  /** Bounds of loops tend to be constants of the method, or their neighbours. */
  private static long[] thresholdsOf(MethodCode method) {
    TreeSet<Long> found =
        new TreeSet<>(List.of(-1L, 0L, 1L, 127L, 255L, 65_535L, Integer.MAX_VALUE - 1L));
    found.add((long) Integer.MAX_VALUE);
    found.add((long) Integer.MIN_VALUE);
    for (Instruction instruction : method.instructions()) {
      if (found.size() < 200
          && instruction instanceof Instruction.PushConstant push
          && push.constant() instanceof Constant.IntConstant constant) {
        found.add(constant.value() - 1L);
        found.add((long) constant.value());
        found.add(constant.value() + 1L);
      }
    }
    return found.stream().mapToLong(Long::longValue).toArray();
  }

  private boolean solve() {
    TreeSet<Integer> open = new TreeSet<>(List.of(0));
    while (!open.isEmpty()) {
      int block = order[open.pollFirst()];
      List<Way> ways = waysInto(block);
      if (ways.isEmpty()) {
        continue; // whatever led here does not any more; what was known here still holds
      }
      State start = startOf(block, ways);
      State before = starts.get(block);
      if (before != null && before.sameAs(start)) {
        continue;
      }
      starts.put(block, start);
      if (++visits[block] > MOST_VISITS || steps < 0) {
        return false;
      }
      for (int successor : run(block, start.copy(), null)) {
        open.add(rank[successor]);
      }
    }
    return true;
  }

  private List<Way> waysInto(int block) {
    List<Way> ways = new ArrayList<>();
    if (block == 0) {
      ways.add(new Way(entryState(), graph.argumentLocals(), new int[0]));
    }
    incoming.getOrDefault(block, Map.of()).values().forEach(ways::addAll);
    return ways;
  }

  private State startOf(int block, List<Way> ways) {
    if (ways.size() == 1 && !flow.isLoopHead(flow.block(block))) {
      Way only = ways.get(0);
      if (graph.merges(block).length == 0) {
        return only.state();
      }
    }
    ways.forEach(w -> steps -= w.state().size());
    State before = starts.get(block);
    if (before != null
        && flow.isLoopHead(flow.block(block))
        && visits[block] >= VISITS_BEFORE_WIDENING) {
      boolean hasty = visits[block] >= VISITS_BEFORE_HASTE || detail == Detail.COARSE;
      Widening widening = new Widening(thresholds, hasty);
      return StateJoin.widened(basis, block, ways, detail, before, widening);
    }
    return StateJoin.of(basis, block, ways, detail);
  }

  private State entryState() {
    State state = new State(basis);
    MethodCode method = graph.method();
    HeapEffects heap = new HeapEffects(graph, world, state);
    if (method.isClassInitializer()) {
      heap.zeroFields(ownFields, ValueGraph.NONE);
    } else if (method.isConstructor()) {
      int self = graph.table().intern(new Definition.Argument(0, "L" + method.owner() + ";"));
      heap.zeroFields(ownFields, self);
    }
    return state;
  }

  private void show(Observer observer) {
    for (int block : order) {
      State start = starts.get(block);
      if (start != null) {
        run(block, start.copy(), observer);
        if (graph.method().instruction(flow.block(block).last()) instanceof Instruction.Return) {
          showReturns(flow.block(block), start, observer);
        }
      }
    }
  }

  /** A block that only returns is shown once for each way into it. */
  private void showReturns(BasicBlock block, State start, Observer observer) {
    int last = block.last();
    int value = graph.operandCount(last) == 0 ? ValueGraph.NONE : graph.operand(last, 0);
    boolean onlyReturns =
        block.end() - block.start() == 1
            || (block.end() - block.start() == 2
                && graph.method().instruction(block.start()) instanceof Instruction.LoadLocal);
    if (onlyReturns
        && value != ValueGraph.NONE
        && graph.definition(value) instanceof Definition.Merge merge
        && merge.block() == block.ordinal()) {
      for (List<Way> ways : incoming.getOrDefault(block.ordinal(), Map.of()).values()) {
        ways.forEach(w -> observer.returns(last, w.operand(merge), w.state()));
      }
      return;
    }
    State state = start.copy();
    Transfer transfer = new Transfer(graph, world, state);
    boolean alive = true;
    for (int i = block.start(); alive && i < last; i++) {
      alive = transfer.step(i);
    }
    if (alive) {
      observer.returns(last, value, state);
    }
  }

  /**
   * Runs a block.
   *
   * @param state changed
   * @return blocks whose ways in changed; with an observer, nothing is passed on
   */
  private List<Integer> run(int ordinal, State state, @Nullable Observer observer) {
    BasicBlock block = flow.block(ordinal);
    Exits exits = new Exits(block);
    Transfer transfer = new Transfer(graph, world, state);
    boolean alive = true;
    for (int i = block.start(); alive && i < block.end(); i++) {
      Instruction instruction = graph.method().instruction(i);
      steps--;
      if (observer != null) {
        observer.before(i, state);
      } else if (ValueGraph.mayThrow(instruction)) {
        exits.mayThrow(state);
      }
      alive = transfer.step(i);
      exits.moveLocal(i, instruction);
      if (observer != null) {
        observer.after(i, state, alive);
      }
    }
    return observer != null ? List.of() : exits.leave(state, alive);
  }

  /** The ways out of a block, collected while it runs. */
  private final class Exits {
    private final BasicBlock block;
    private final List<Integer> handlers = new ArrayList<>();
    private final List<Way> thrown = new ArrayList<>();
    private final int[] locals;
    private boolean moved = true;

    Exits(BasicBlock block) {
      this.block = block;
      this.locals = graph.localsAtStart(block.ordinal());
      for (Edge edge : flow.successors(block)) {
        if (edge.kind() == Edge.Kind.EXCEPTION && !handlers.contains(edge.to())) {
          handlers.add(edge.to());
        }
      }
    }

    /**
     * Facts only grow along the block, so the first state is good for later instructions with the
     * same locals, but for the heap.
     */
    void mayThrow(State state) {
      if (handlers.isEmpty()) {
        return;
      }
      for (Way way : thrown) {
        way.state().keepWhatHoldsIn(state);
      }
      boolean newMonitors =
          !thrown.isEmpty()
              && !thrown.get(thrown.size() - 1).state().monitors().equals(state.monitors());
      if (moved || newMonitors) {
        thrown.add(new Way(state.copy(), locals.clone(), new int[0]));
        steps -= state.size();
        moved = false;
      }
    }

    void moveLocal(int index, Instruction instruction) {
      if (instruction instanceof Instruction.StoreLocal store) {
        locals[store.slot()] = graph.operand(index, 0);
        moved = true;
      } else if (instruction instanceof Instruction.Increment increment) {
        locals[increment.slot()] = graph.result(index);
        moved = true;
      }
    }

    List<Integer> leave(State state, boolean alive) {
      List<Integer> changed = new ArrayList<>();
      Map<Integer, List<Way>> out = new LinkedHashMap<>();
      for (int handler : handlers) {
        out.computeIfAbsent(handler, k -> new ArrayList<>()).addAll(thrown);
      }
      for (Edge edge : flow.successors(block)) {
        if (edge.kind() != Edge.Kind.EXCEPTION) {
          List<Way> ways = out.computeIfAbsent(edge.to(), k -> new ArrayList<>());
          along(edge, state, alive).ifPresent(ways::add);
        }
      }
      out.forEach(
          (to, ways) -> {
            Map<Integer, List<Way>> into = incoming.computeIfAbsent(to, k -> new LinkedHashMap<>());
            if (ways.isEmpty()) {
              into.remove(block.ordinal());
            } else {
              into.put(block.ordinal(), ways);
            }
            if (!into.isEmpty()) {
              changed.add(to);
            }
          });
      return changed;
    }

    private Optional<Way> along(Edge edge, State state, boolean alive) {
      if (!alive) {
        return Optional.empty();
      }
      State copy = state.copy();
      steps -= copy.size();
      Conditions conditions = new Conditions(graph, world, copy);
      Instruction last = graph.method().instruction(block.last());
      boolean open = true;
      if (last instanceof Instruction.Branch branch) {
        open = conditions.branch(block.last(), branch.opcode(), edge.kind() == Edge.Kind.TAKEN);
      } else if (last instanceof Instruction.Switch cases) {
        open = select(conditions, cases, flow.block(edge.to()).start());
      }
      return open
          ? Optional.of(new Way(copy, locals.clone(), graph.stackAtEnd(block.ordinal())))
          : Optional.empty();
    }

    private boolean select(Conditions conditions, Instruction.Switch cases, int target) {
      boolean isDefault = cases.defaultTarget() == target;
      int[] keys =
          IntStream.range(0, cases.keys().size())
              .filter(i -> cases.targets().get(i) == target)
              .map(i -> cases.keys().get(i))
              .toArray();
      if (isDefault) {
        return keys.length > 0 || conditions.selectDefault(block.last(), cases.keys());
      }
      return conditions.select(
          block.last(),
          new Interval(
              Arrays.stream(keys).min().orElseThrow(), Arrays.stream(keys).max().orElseThrow()));
    }
  }
}
