package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.BoolSort;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FuncDecl;
import com.microsoft.z3.IntExpr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;

/**
 * The clauses of one method: a relation for each block, between the arguments and fields that the
 * method was entered with and the numbers at the block's start.
 */
final class MethodClauses {
  private final Clauses all;
  private final Context z3;
  private final MethodCode method;
  private final String name;
  private final ControlFlowGraph graph;
  private final Callee callee;
  private final Map<Integer, Shape> shapes = new HashMap<>();
  private final Map<Integer, FuncDecl<BoolSort>> relations = new HashMap<>();

  MethodClauses(Clauses all, MethodCode method, String name) {
    if (!method.hasCode()) {
      throw new NotCoveredException("no code: " + method);
    }
    this.all = all;
    this.z3 = all.z3();
    this.method = method;
    this.name = name;
    this.graph = ControlFlowGraph.of(method);
    int arguments = Callee.numbers(method.type());
    boolean hasNumber = Callee.returnsNumber(method.type());
    this.callee = Callee.of(z3, name, arguments, all.fieldTypes().size(), hasNumber);
    callee.relations().forEach(all::register);
  }

  Callee callee() {
    return callee;
  }

  /** What a method or block is entered with, as unknowns of a rule. */
  private final class Entry {
    final Rule rule = new Rule(z3);
    final List<Expr<?>> arguments = new ArrayList<>();
    final List<IntExpr> fields = new ArrayList<>();

    Entry() {
      for (String type : method.type().parameters()) {
        if (Value.Kind.of(type).isNumber()) {
          arguments.add(rule.numbers().unknown(Value.Kind.of(type)));
        }
      }
      all.fieldTypes().forEach(type -> fields.add(rule.numbers().unknown(type)));
    }

    BoolExpr at(int block, State state) {
      Shape shape = shape(block);
      List<Expr<?>> numbers = new ArrayList<>(arguments);
      numbers.addAll(fields);
      numbers.addAll(state.numbers(shape, z3));
      numbers.addAll(state.fields());
      return (BoolExpr) relation(block).apply(numbers.toArray(new Expr<?>[0]));
    }

    /** The state at the method's first instruction. */
    State first() {
      List<Value> locals = new ArrayList<>(Collections.nCopies(method.maxLocals(), Value.ANY));
      State state =
          State.of(new Shape(locals, List.of()), rule.numbers(), fields, rule.conditions());
      int slot = 0;
      if (!method.isStatic()) {
        state.setLocal(slot++, Value.OBJECT);
      }
      int number = 0;
      for (String type : method.type().parameters()) {
        Value.Kind kind = Value.Kind.of(type);
        boolean isNumber = kind.isNumber();
        state.setLocal(
            slot,
            isNumber ? Value.number(kind, (IntExpr) arguments.get(number)) : Value.unknown(kind));
        number += isNumber ? 1 : 0;
        slot += kind.slots();
      }
      return state;
    }
  }

  void addRules() {
    findShapes();
    shapes.forEach(
        (block, shape) -> {
          int arity = Callee.numbers(method.type()) + 2 * all.fieldTypes().size() + shape.numbers();
          FuncDecl<BoolSort> relation = Callee.relation(z3, name + " block " + block, arity);
          relations.put(block, relation);
          all.register(relation);
        });
    Entry entry = new Entry();
    entry.rule.conditions().add(callee.entered(entry.arguments, entry.fields));
    all.add(entry.rule, z3.mkTrue(), entry.at(0, entry.first()));
    for (int block : shapes.keySet()) {
      addRules(block);
    }
  }

  private void addRules(int block) {
    Entry entry = new Entry();
    Numbers numbers = entry.rule.numbers();
    List<IntExpr> now = new ArrayList<>();
    all.fieldTypes().forEach(type -> now.add(numbers.unknown(type)));
    State state = State.of(shape(block), numbers, now, entry.rule.conditions());
    entry.rule.conditions().add(entry.at(block, state));
    execute(block, numbers, state, new Rules(entry));
  }

  private void execute(int block, Numbers numbers, State state, Sink sink) {
    BasicBlock at = graph.block(block);
    new BlockClauses(z3, all.program(), all.goal(), all.fieldTypes(), method, numbers, state, sink)
        .run(at.start(), at.end());
  }

  private Shape shape(int block) {
    return Objects.requireNonNull(shapes.get(block));
  }

  private FuncDecl<BoolSort> relation(int block) {
    return Objects.requireNonNull(relations.get(block));
  }

  private int blockAt(int instruction) {
    return graph.blockAt(instruction).ordinal();
  }

  private void findShapes() {
    TreeSet<Integer> changed = new TreeSet<>();
    shapes.put(0, new Entry().first().shape());
    changed.add(0);
    while (!changed.isEmpty()) {
      int block = changed.pollFirst();
      Entry entry = new Entry();
      Numbers numbers = entry.rule.numbers();
      State state = State.of(shape(block), numbers, entry.fields, entry.rule.conditions());
      execute(
          block,
          numbers,
          state,
          new Shapes(
              (to, shape) -> {
                Shape old = shapes.get(to);
                Shape joined = old == null ? shape : old.join(shape);
                if (!joined.equals(old)) {
                  shapes.put(to, joined);
                  changed.add(to);
                }
              }));
    }
  }

  /** Finds what shapes blocks are entered with. */
  private final class Shapes implements Sink {
    private final BiConsumer<Integer, Shape> entered;

    Shapes(BiConsumer<Integer, Shape> entered) {
      this.entered = entered;
    }

    @Override
    public void go(State state, int instruction, BoolExpr condition) {
      entered.accept(blockAt(instruction), state.shape());
    }

    @Override
    public void leave(State state, @Nullable IntExpr result) {}

    @Override
    public void raise(State state, IntExpr kind) {}

    @Override
    public void fail(State state) {}

    @Override
    public Callee callee(List<MethodCode> targets) {
      return all.callee(targets);
    }

    @Override
    public int field(FieldReference field) {
      return all.field(field);
    }

    @Override
    public void enter(State state, BoolExpr entered) {}
  }

  /** Adds the rules of one block. */
  private final class Rules implements Sink {
    private final Entry entry;

    Rules(Entry entry) {
      this.entry = entry;
    }

    @Override
    public void go(State state, int instruction, BoolExpr condition) {
      all.add(entry.rule, condition, entry.at(blockAt(instruction), state));
    }

    @Override
    public void leave(State state, @Nullable IntExpr result) {
      all.add(
          entry.rule,
          z3.mkTrue(),
          callee.returned(entry.arguments, entry.fields, state.fields(), result));
    }

    @Override
    public void raise(State state, IntExpr kind) {
      all.add(
          entry.rule,
          z3.mkTrue(),
          callee.thrown(entry.arguments, entry.fields, state.fields(), kind));
    }

    @Override
    public void fail(State state) {
      all.add(entry.rule, z3.mkTrue(), all.violation());
    }

    @Override
    public Callee callee(List<MethodCode> targets) {
      return all.callee(targets);
    }

    @Override
    public int field(FieldReference field) {
      return all.field(field);
    }

    @Override
    public void enter(State state, BoolExpr entered) {
      all.add(entry.rule, z3.mkTrue(), entered);
    }
  }
}
