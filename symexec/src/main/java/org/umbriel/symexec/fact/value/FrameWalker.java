package org.umbriel.symexec.fact.value;

import java.util.Arrays;
import java.util.List;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction.ArrayLength;
import org.umbriel.metadata.classfile.Instruction.ArrayLoad;
import org.umbriel.metadata.classfile.Instruction.ArrayStore;
import org.umbriel.metadata.classfile.Instruction.Binary;
import org.umbriel.metadata.classfile.Instruction.Branch;
import org.umbriel.metadata.classfile.Instruction.CallSubroutine;
import org.umbriel.metadata.classfile.Instruction.CheckCast;
import org.umbriel.metadata.classfile.Instruction.Compare;
import org.umbriel.metadata.classfile.Instruction.Convert;
import org.umbriel.metadata.classfile.Instruction.FieldAccess;
import org.umbriel.metadata.classfile.Instruction.Increment;
import org.umbriel.metadata.classfile.Instruction.InstanceOf;
import org.umbriel.metadata.classfile.Instruction.Invoke;
import org.umbriel.metadata.classfile.Instruction.InvokeDynamic;
import org.umbriel.metadata.classfile.Instruction.Jump;
import org.umbriel.metadata.classfile.Instruction.LoadLocal;
import org.umbriel.metadata.classfile.Instruction.Monitor;
import org.umbriel.metadata.classfile.Instruction.MultiNewArray;
import org.umbriel.metadata.classfile.Instruction.New;
import org.umbriel.metadata.classfile.Instruction.NewArray;
import org.umbriel.metadata.classfile.Instruction.Nop;
import org.umbriel.metadata.classfile.Instruction.PushConstant;
import org.umbriel.metadata.classfile.Instruction.Return;
import org.umbriel.metadata.classfile.Instruction.ReturnFromSubroutine;
import org.umbriel.metadata.classfile.Instruction.StackOperation;
import org.umbriel.metadata.classfile.Instruction.StoreLocal;
import org.umbriel.metadata.classfile.Instruction.Switch;
import org.umbriel.metadata.classfile.Instruction.Throw;
import org.umbriel.metadata.classfile.Instruction.Unary;
import org.umbriel.metadata.classfile.InstructionVisitor;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Opcode;

/** A frame that each instruction changes, noting what it takes and what it makes. */
final class FrameWalker implements InstructionVisitor<Void> {
  private final MethodCode method;
  private final ValueTable table;
  private final int[][] operands;
  private final int[] results;
  private int[] locals;
  private int[] stack;
  private boolean[] wide;
  private int depth;
  private int instruction;

  FrameWalker(MethodCode method, ValueTable table, int[][] operands, int[] results) {
    this.method = method;
    this.table = table;
    this.operands = operands;
    this.results = results;
    this.locals = new int[method.maxLocals()];
    this.stack = new int[method.maxStack() + 1];
    this.wide = new boolean[method.maxStack() + 1];
    Arrays.fill(locals, ValueGraph.NONE);
  }

  /** The frame with which the method starts. */
  void enter() {
    int slot = 0;
    int position = 0;
    if (!method.isStatic()) {
      String self = method.owner().startsWith("[") ? method.owner() : "L" + method.owner() + ";";
      locals[slot++] = table.intern(new Definition.Argument(position++, self));
    }
    for (String parameter : method.type().parameters()) {
      locals[slot] = table.intern(new Definition.Argument(position++, parameter));
      slot += MethodDescriptor.slots(parameter);
    }
  }

  /** Which instruction is visited next. */
  void at(int index) {
    this.instruction = index;
  }

  void setLocals(int[] values) {
    this.locals = values;
  }

  /** Not to be changed. */
  int[] locals() {
    return locals;
  }

  int[] stack() {
    return Arrays.copyOf(stack, depth);
  }

  boolean[] wideFlags() {
    return Arrays.copyOf(wide, depth);
  }

  ValueGraph.Frame snapshot() {
    return new ValueGraph.Frame(locals.clone(), stack());
  }

  void push(int value, boolean isWide) {
    stack[depth] = value;
    wide[depth] = isWide;
    depth++;
  }

  /** Takes values off the stack and notes them as the instruction's operands. */
  private void take(int count) {
    depth -= count;
    operands[instruction] = Arrays.copyOfRange(stack, depth, depth + count);
  }

  private Void make(boolean isWide) {
    int value = table.intern(new Definition.Result(instruction));
    results[instruction] = value;
    push(value, isWide);
    return null;
  }

  private Void makeOfType(String descriptor) {
    if (!descriptor.equals("V")) {
      make(MethodDescriptor.slots(descriptor) == 2);
    }
    return null;
  }

  private static boolean makesWide(Opcode opcode) {
    return switch (opcode.mnemonic().charAt(0)) {
      case 'l', 'd' -> true;
      default -> false;
    };
  }

  @Override
  public Void nop(Nop nop) {
    return null;
  }

  @Override
  public Void pushConstant(PushConstant push) {
    Constant constant = push.constant();
    if (constant instanceof Constant.DynamicConstant dynamic) {
      return makeOfType(dynamic.descriptor());
    }
    boolean isWide =
        constant instanceof Constant.LongConstant || constant instanceof Constant.DoubleConstant;
    results[instruction] = table.intern(new Definition.Literal(constant));
    push(results[instruction], isWide);
    return null;
  }

  @Override
  public Void loadLocal(LoadLocal load) {
    push(locals[load.slot()], makesWide(load.opcode()));
    return null;
  }

  @Override
  public Void storeLocal(StoreLocal store) {
    take(1);
    locals = locals.clone();
    locals[store.slot()] = operands[instruction][0];
    return null;
  }

  @Override
  public Void increment(Increment increment) {
    operands[instruction] = new int[] {locals[increment.slot()]};
    results[instruction] = table.intern(new Definition.Result(instruction));
    locals = locals.clone();
    locals[increment.slot()] = results[instruction];
    return null;
  }

  @Override
  public Void arrayLoad(ArrayLoad load) {
    take(2);
    return make(load.opcode() == Opcode.LALOAD || load.opcode() == Opcode.DALOAD);
  }

  @Override
  public Void arrayStore(ArrayStore store) {
    take(3);
    return null;
  }

  /** {@code pop} to {@code swap} on entries of either category (JVMS 2.11.1, 6.5). */
  @Override
  public Void stackOperation(StackOperation operation) {
    int one = 1;
    int two = depth > 0 && wide[depth - 1] ? 1 : 2;
    switch (operation.opcode()) {
      case POP -> take(one);
      case POP2 -> take(two);
      case DUP -> duplicate(one, 0);
      case DUP_X1 -> duplicate(one, 1);
      case DUP_X2 -> duplicate(one, wide[depth - 2] ? 1 : 2);
      case DUP2 -> duplicate(two, 0);
      case DUP2_X1 -> duplicate(two, 1);
      case DUP2_X2 -> duplicate(two, wide[depth - two - 1] ? 1 : 2);
      case SWAP -> {
        duplicate(1, 1);
        depth--;
      }
      default -> throw new IllegalArgumentException(operation.opcode().mnemonic());
    }
    return null;
  }

  /** {@code ..., skipped, top -> ..., top, skipped, top}. */
  private void duplicate(int count, int skipped) {
    int from = depth - count;
    int to = from - skipped;
    int[] values = Arrays.copyOfRange(stack, from, depth);
    boolean[] flags = Arrays.copyOfRange(wide, from, depth);
    System.arraycopy(stack, to, stack, to + count, skipped + count);
    System.arraycopy(wide, to, wide, to + count, skipped + count);
    System.arraycopy(values, 0, stack, to, count);
    System.arraycopy(flags, 0, wide, to, count);
    depth += count;
  }

  @Override
  public Void unary(Unary unary) {
    take(1);
    return make(makesWide(unary.opcode()));
  }

  @Override
  public Void binary(Binary binary) {
    take(2);
    return make(makesWide(binary.opcode()));
  }

  @Override
  public Void convert(Convert convert) {
    take(1);
    char to = convert.opcode().mnemonic().charAt(2);
    return make(to == 'l' || to == 'd');
  }

  @Override
  public Void compare(Compare compare) {
    take(2);
    return make(false);
  }

  @Override
  public Void branch(Branch branch) {
    boolean binary =
        switch (branch.opcode()) {
          case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE -> true;
          case IF_ACMPEQ, IF_ACMPNE -> true;
          default -> false;
        };
    take(binary ? 2 : 1);
    return null;
  }

  @Override
  public Void jump(Jump jump) {
    return null;
  }

  @Override
  public Void tableOrLookupSwitch(Switch cases) {
    take(1);
    return null;
  }

  @Override
  public Void returnValue(Return exit) {
    take(exit.opcode() == Opcode.RETURN ? 0 : 1);
    return null;
  }

  @Override
  public Void throwException(Throw exit) {
    take(1);
    return null;
  }

  @Override
  public Void fieldAccess(FieldAccess access) {
    take((access.isStatic() ? 0 : 1) + (access.isWrite() ? 1 : 0));
    return access.isWrite() ? null : makeOfType(access.field().descriptor());
  }

  @Override
  public Void invoke(Invoke invoke) {
    return call(invoke.method().descriptor(), invoke.isStatic() ? 0 : 1);
  }

  @Override
  public Void invokeDynamic(InvokeDynamic invoke) {
    return call(invoke.descriptor(), 0);
  }

  private Void call(String descriptor, int receivers) {
    MethodDescriptor type = MethodDescriptor.parse(descriptor);
    List<String> parameters = type.parameters();
    take(parameters.size() + receivers);
    return makeOfType(type.returnType());
  }

  @Override
  public Void newObject(New allocation) {
    return make(false);
  }

  @Override
  public Void newArray(NewArray allocation) {
    take(1);
    return make(false);
  }

  @Override
  public Void multiNewArray(MultiNewArray allocation) {
    take(allocation.dimensions());
    return make(false);
  }

  @Override
  public Void arrayLength(ArrayLength length) {
    take(1);
    return make(false);
  }

  /** The value stays the same, only more is known of it. */
  @Override
  public Void checkCast(CheckCast cast) {
    operands[instruction] = new int[] {stack[depth - 1]};
    return null;
  }

  @Override
  public Void instanceOf(InstanceOf test) {
    take(1);
    return make(false);
  }

  @Override
  public Void monitor(Monitor monitor) {
    take(1);
    return null;
  }

  @Override
  public Void callSubroutine(CallSubroutine call) {
    throw new IllegalArgumentException("subroutine");
  }

  @Override
  public Void returnFromSubroutine(ReturnFromSubroutine exit) {
    throw new IllegalArgumentException("subroutine");
  }
}
