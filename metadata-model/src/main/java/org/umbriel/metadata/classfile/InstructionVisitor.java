package org.umbriel.metadata.classfile;

/** A fold over {@link Instruction}: one method a family, no default, so that none is forgotten. */
public interface InstructionVisitor<R> {
  R nop(Instruction.Nop instruction);

  R pushConstant(Instruction.PushConstant instruction);

  R loadLocal(Instruction.LoadLocal instruction);

  R storeLocal(Instruction.StoreLocal instruction);

  R increment(Instruction.Increment instruction);

  R arrayLoad(Instruction.ArrayLoad instruction);

  R arrayStore(Instruction.ArrayStore instruction);

  R stackOperation(Instruction.StackOperation instruction);

  R unary(Instruction.Unary instruction);

  R binary(Instruction.Binary instruction);

  R convert(Instruction.Convert instruction);

  R compare(Instruction.Compare instruction);

  R branch(Instruction.Branch instruction);

  R jump(Instruction.Jump instruction);

  R tableOrLookupSwitch(Instruction.Switch instruction);

  R returnValue(Instruction.Return instruction);

  R throwException(Instruction.Throw instruction);

  R fieldAccess(Instruction.FieldAccess instruction);

  R invoke(Instruction.Invoke instruction);

  R invokeDynamic(Instruction.InvokeDynamic instruction);

  R newObject(Instruction.New instruction);

  R newArray(Instruction.NewArray instruction);

  R multiNewArray(Instruction.MultiNewArray instruction);

  R arrayLength(Instruction.ArrayLength instruction);

  R checkCast(Instruction.CheckCast instruction);

  R instanceOf(Instruction.InstanceOf instruction);

  R monitor(Instruction.Monitor instruction);

  R callSubroutine(Instruction.CallSubroutine instruction);

  R returnFromSubroutine(Instruction.ReturnFromSubroutine instruction);
}
