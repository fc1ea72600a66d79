package org.umbriel.symexec.explore.step;

import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.InstructionVisitor;
import org.umbriel.symexec.explore.machine.CodeLinker;
import org.umbriel.symexec.explore.machine.Operation;
import org.umbriel.symexec.explore.machine.Routine;

/** {@code instruction -> operation}, for all of a method at its first call. */
public final class Linker implements CodeLinker {

  @Override
  public Operation[] link(Routine routine) {
    OneMethod visitor = new OneMethod(routine);
    return routine.code().instructions().stream()
        .map(instruction -> instruction.accept(visitor))
        .toArray(Operation[]::new);
  }

  private static final class OneMethod implements InstructionVisitor<Operation> {
    private final Routine routine;

    OneMethod(Routine routine) {
      this.routine = routine;
    }

    @Override
    public Operation nop(Instruction.Nop i) {
      return (machine, frame) -> {};
    }

    @Override
    public Operation pushConstant(Instruction.PushConstant i) {
      return Constants.push(i.constant());
    }

    @Override
    public Operation loadLocal(Instruction.LoadLocal i) {
      return Moves.load(i.opcode(), i.slot());
    }

    @Override
    public Operation storeLocal(Instruction.StoreLocal i) {
      return Moves.store(i.opcode(), i.slot());
    }

    @Override
    public Operation increment(Instruction.Increment i) {
      return Arithmetic.increment(i.slot(), i.amount());
    }

    @Override
    public Operation arrayLoad(Instruction.ArrayLoad i) {
      return Arrays.load(i.opcode());
    }

    @Override
    public Operation arrayStore(Instruction.ArrayStore i) {
      return Arrays.store(i.opcode());
    }

    @Override
    public Operation stackOperation(Instruction.StackOperation i) {
      return Moves.shuffle(i.opcode());
    }

    @Override
    public Operation unary(Instruction.Unary i) {
      return Arithmetic.unary(i.opcode());
    }

    @Override
    public Operation binary(Instruction.Binary i) {
      return Arithmetic.binary(i.opcode());
    }

    @Override
    public Operation convert(Instruction.Convert i) {
      return Conversions.convert(i.opcode());
    }

    @Override
    public Operation compare(Instruction.Compare i) {
      return Conversions.compare(i.opcode());
    }

    @Override
    public Operation branch(Instruction.Branch i) {
      return Branches.branch(i.opcode(), i.target());
    }

    @Override
    public Operation jump(Instruction.Jump i) {
      int target = i.target();
      return (machine, frame) -> frame.jump(target);
    }

    @Override
    public Operation tableOrLookupSwitch(Instruction.Switch i) {
      return Branches.choose(i);
    }

    @Override
    public Operation returnValue(Instruction.Return i) {
      return Calls.leave(i.opcode());
    }

    @Override
    public Operation throwException(Instruction.Throw i) {
      return Objects.raise();
    }

    @Override
    public Operation fieldAccess(Instruction.FieldAccess i) {
      return Fields.access(i);
    }

    @Override
    public Operation invoke(Instruction.Invoke i) {
      return Calls.invoke(i, routine.owner());
    }

    @Override
    public Operation invokeDynamic(Instruction.InvokeDynamic i) {
      return new DynamicCalls(i, routine.owner());
    }

    @Override
    public Operation newObject(Instruction.New i) {
      return Objects.create(i.type());
    }

    @Override
    public Operation newArray(Instruction.NewArray i) {
      return Arrays.create(i.elementDescriptor());
    }

    @Override
    public Operation multiNewArray(Instruction.MultiNewArray i) {
      return Arrays.createNested(i.descriptor(), i.dimensions());
    }

    @Override
    public Operation arrayLength(Instruction.ArrayLength i) {
      return Arrays.length();
    }

    @Override
    public Operation checkCast(Instruction.CheckCast i) {
      return Objects.cast(i.type());
    }

    @Override
    public Operation instanceOf(Instruction.InstanceOf i) {
      return Objects.test(i.type());
    }

    @Override
    public Operation monitor(Instruction.Monitor i) {
      return Objects.monitor();
    }

    @Override
    public Operation callSubroutine(Instruction.CallSubroutine i) {
      int target = i.target();
      return (machine, frame) -> {
        frame.push(frame.next());
        frame.jump(target);
      };
    }

    @Override
    public Operation returnFromSubroutine(Instruction.ReturnFromSubroutine i) {
      int slot = i.slot();
      return (machine, frame) -> frame.jump((int) frame.bits(slot));
    }
  }
}
