package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.IntExpr;
import java.util.ArrayList;
import java.util.List;

/** Local variables, operands and static fields between two instructions, and what holds of them. */
final class State {
  private final List<Value> locals;
  private final List<Value> stack;
  private final List<IntExpr> fields;
  private final List<BoolExpr> conditions;

  private State(
      List<Value> locals, List<Value> stack, List<IntExpr> fields, List<BoolExpr> conditions) {
    this.locals = new ArrayList<>(locals);
    this.stack = new ArrayList<>(stack);
    this.fields = new ArrayList<>(fields);
    this.conditions = conditions;
  }

  /** Any state of a shape; the conditions are shared with the numbers of the rule. */
  static State of(Shape shape, Numbers numbers, List<IntExpr> fields, List<BoolExpr> conditions) {
    return new State(
        shape.locals().stream().map(v -> any(v, numbers)).toList(),
        shape.stack().stream().map(v -> any(v, numbers)).toList(),
        fields,
        conditions);
  }

  private static Value any(Value value, Numbers numbers) {
    return value.kind().isNumber()
        ? Value.number(value.kind(), numbers.unknown(value.kind()))
        : value;
  }

  Shape shape() {
    return new Shape(
        locals.stream().map(v -> v.join(v)).toList(), stack.stream().map(v -> v.join(v)).toList());
  }

  /** The state at a handler's start. */
  State caught() {
    return new State(locals, List.of(Value.OBJECT), fields, conditions);
  }

  List<BoolExpr> conditions() {
    return conditions;
  }

  List<IntExpr> fields() {
    return fields;
  }

  /** The numbers of a state that has a shape, for the arguments of a relation. */
  List<Expr<?>> numbers(Shape shape, Context z3) {
    List<Expr<?>> numbers = new ArrayList<>();
    add(shape.locals(), locals, numbers);
    add(shape.stack(), stack, numbers);
    return numbers;
  }

  private static void add(List<Value> wanted, List<Value> values, List<Expr<?>> numbers) {
    for (int i = 0; i < wanted.size(); i++) {
      IntExpr term = values.get(i).term();
      if (wanted.get(i).kind().isNumber() && term != null) {
        numbers.add(term);
      }
    }
  }

  Value local(int slot) {
    return locals.get(slot);
  }

  void setLocal(int slot, Value value) {
    locals.set(slot, value);
    if (value.kind().slots() == 2) {
      locals.set(slot + 1, Value.ANY);
    }
  }

  void push(Value value) {
    stack.add(value);
  }

  Value pop() {
    return stack.remove(stack.size() - 1);
  }

  /** Takes values of so many slots, the topmost last. */
  List<Value> popSlots(int slots) {
    List<Value> taken = new ArrayList<>();
    int left = slots;
    while (left > 0) {
      Value value = pop();
      taken.add(0, value);
      left -= value.kind().slots();
    }
    return taken;
  }

  void pushAll(List<Value> values) {
    stack.addAll(values);
  }

  /** After something that may have written any of the fields. */
  void forgetFields(List<String> types, Numbers numbers) {
    for (int f = 0; f < types.size(); f++) {
      fields.set(f, numbers.unknown(types.get(f)));
    }
  }
}
