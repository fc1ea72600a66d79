package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.List;

/**
 * One instruction, decoded (JVMS 6.5). Targets are instruction indices. Fold over the families with
 * {@link InstructionVisitor}.
 */
public sealed interface Instruction {

  Opcode opcode();

  <R> R accept(InstructionVisitor<R> visitor);

  /** Where it may jump to, but for the instruction behind it; a switch's default comes last. */
  default List<Integer> jumpTargets() {
    return List.of();
  }

  record Nop() implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.NOP;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.nop(this);
    }
  }

  /** {@code ... -> ..., value}. */
  record PushConstant(Opcode opcode, Constant constant) implements Instruction {
    /** Pushes an int of at least 0, in the shortest form but for {@code iconst}. */
    public static PushConstant number(int number) {
      Opcode opcode =
          number <= Byte.MAX_VALUE
              ? Opcode.BIPUSH
              : number <= Short.MAX_VALUE ? Opcode.SIPUSH : Opcode.LDC;
      return new PushConstant(opcode, new Constant.IntConstant(number));
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.pushConstant(this);
    }
  }

  /** {@code ... -> ..., value}. */
  record LoadLocal(Opcode opcode, int slot) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.loadLocal(this);
    }
  }

  /** {@code ..., value -> ...}. */
  record StoreLocal(Opcode opcode, int slot) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.storeLocal(this);
    }
  }

  /** {@code iinc}: the stack stays. */
  record Increment(int slot, int amount) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.IINC;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.increment(this);
    }
  }

  /** {@code ..., array, index -> ..., value}. */
  record ArrayLoad(Opcode opcode) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.arrayLoad(this);
    }
  }

  /** {@code ..., array, index, value -> ...}. */
  record ArrayStore(Opcode opcode) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.arrayStore(this);
    }
  }

  /**
   * {@code pop} to {@code swap}; which values they move depends on the categories (JVMS 2.11.1).
   */
  record StackOperation(Opcode opcode) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.stackOperation(this);
    }
  }

  /** {@code ..., value -> ..., result}. */
  record Unary(Opcode opcode) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.unary(this);
    }
  }

  /** {@code ..., value1, value2 -> ..., result}. */
  record Binary(Opcode opcode) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.binary(this);
    }
  }

  /** {@code ..., value -> ..., result}. */
  record Convert(Opcode opcode) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.convert(this);
    }
  }

  /** {@code lcmp} to {@code dcmpg}: {@code ..., value1, value2 -> ..., result}. */
  record Compare(Opcode opcode) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.compare(this);
    }
  }

  /**
   * {@code ..., value -> ...} or {@code ..., value1, value2 -> ...}; falls through if not taken.
   */
  record Branch(Opcode opcode, int target) implements Instruction {
    @Override
    public List<Integer> jumpTargets() {
      return List.of(target);
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.branch(this);
    }
  }

  /** {@code goto}. */
  record Jump(int target) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.GOTO;
    }

    @Override
    public List<Integer> jumpTargets() {
      return List.of(target);
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.jump(this);
    }
  }

  /**
   * {@code ..., key -> ...}.
   *
   * @param keys ascending; as many as {@code targets}
   */
  record Switch(Opcode opcode, List<Integer> keys, List<Integer> targets, int defaultTarget)
      implements Instruction {
    @Override
    public List<Integer> jumpTargets() {
      List<Integer> all = new ArrayList<>(targets);
      all.add(defaultTarget);
      return all;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.tableOrLookupSwitch(this);
    }
  }

  /** {@code ..., value -> [empty]}, or without a value for {@code return}. */
  record Return(Opcode opcode) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.returnValue(this);
    }
  }

  /** {@code ..., exception -> exception}. */
  record Throw() implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.ATHROW;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.throwException(this);
    }
  }

  /** {@code getstatic}, {@code putstatic}, {@code getfield}, {@code putfield}. */
  record FieldAccess(Opcode opcode, FieldReference field) implements Instruction {
    public boolean isStatic() {
      return opcode == Opcode.GETSTATIC || opcode == Opcode.PUTSTATIC;
    }

    public boolean isWrite() {
      return opcode == Opcode.PUTSTATIC || opcode == Opcode.PUTFIELD;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.fieldAccess(this);
    }
  }

  /**
   * The four invocations that name their method: {@code ..., [receiver,] arguments -> ...,
   * [result]}.
   */
  record Invoke(Opcode opcode, MethodReference method, boolean isInterface) implements Instruction {
    public boolean isStatic() {
      return opcode == Opcode.INVOKESTATIC;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.invoke(this);
    }
  }

  /** {@code ..., arguments -> ..., [result]}. */
  record InvokeDynamic(
      String name,
      String descriptor,
      Constant.MethodHandleConstant bootstrap,
      List<Constant> arguments)
      implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.INVOKEDYNAMIC;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.invokeDynamic(this);
    }
  }

  /** {@code ... -> ..., reference}; {@code type} is an internal name. */
  record New(String type) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.NEW;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.newObject(this);
    }
  }

  /** {@code ..., count -> ..., array}; the descriptor is of one element. */
  record NewArray(Opcode opcode, String elementDescriptor) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.newArray(this);
    }
  }

  /** {@code ..., count1, [count2, ...] -> ..., array}; the descriptor is of the array. */
  record MultiNewArray(String descriptor, int dimensions) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.MULTIANEWARRAY;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.multiNewArray(this);
    }
  }

  /** {@code ..., array -> ..., length}. */
  record ArrayLength() implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.ARRAYLENGTH;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.arrayLength(this);
    }
  }

  /** {@code ..., reference -> ..., reference}; an internal name or an array's descriptor. */
  record CheckCast(String type) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.CHECKCAST;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.checkCast(this);
    }
  }

  /** {@code ..., reference -> ..., result}; an internal name or an array's descriptor. */
  record InstanceOf(String type) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.INSTANCEOF;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.instanceOf(this);
    }
  }

  /** {@code monitorenter}, {@code monitorexit}: {@code ..., reference -> ...}. */
  record Monitor(Opcode opcode) implements Instruction {
    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.monitor(this);
    }
  }

  /** {@code jsr}: {@code ... -> ..., address}, in class files up to version 50. */
  record CallSubroutine(int target) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.JSR;
    }

    @Override
    public List<Integer> jumpTargets() {
      return List.of(target);
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.callSubroutine(this);
    }
  }

  /** {@code ret}. */
  record ReturnFromSubroutine(int slot) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.RET;
    }

    @Override
    public <R> R accept(InstructionVisitor<R> visitor) {
      return visitor.returnFromSubroutine(this);
    }
  }
}
