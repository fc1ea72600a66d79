package org.umbriel.symexec.explore.machine;

import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.ExceptionHandler;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;

/** A method as it is executed: its operations, linked at the first call, or a model of it. */
public final class Routine {
  private final LoadedClass owner;
  private final MethodCode code;
  private final int argumentSlots;
  private final @Nullable Intrinsic intrinsic;
  private Operation @Nullable [] operations;
  private @Nullable Joins joins;

  Routine(LoadedClass owner, MethodCode code, @Nullable Intrinsic intrinsic) {
    this.owner = owner;
    this.code = code;
    this.intrinsic = intrinsic;
    int slots = code.isStatic() ? 0 : 1;
    for (String parameter : code.type().parameters()) {
      slots += MethodDescriptor.slots(parameter);
    }
    this.argumentSlots = slots;
  }

  public LoadedClass owner() {
    return owner;
  }

  public MethodCode code() {
    return code;
  }

  /** Slots of the arguments, the receiver included. */
  public int argumentSlots() {
    return argumentSlots;
  }

  /** What is executed instead of the code. */
  public @Nullable Intrinsic intrinsic() {
    return intrinsic;
  }

  public boolean isStatic() {
    return code.isStatic();
  }

  public boolean isAbstract() {
    return code.isAbstract();
  }

  int maxLocals() {
    return code.maxLocals();
  }

  int maxStack() {
    return code.maxStack();
  }

  Operation[] operations(CodeLinker linker) {
    if (operations == null) {
      operations = linker.link(this);
    }
    return operations;
  }

  /** Where the ways behind branches meet. */
  Joins joins() {
    if (joins == null) {
      joins = new Joins(code);
    }
    return joins;
  }

  /** The handler for an exception at an instruction; null if there is none (JVMS 2.10). */
  @Nullable ExceptionHandler handler(int instruction, LoadedClass exception, Classes classes) {
    for (ExceptionHandler handler : code.handlers()) {
      if (handler.covers(instruction)
          && (handler.type().isEmpty()
              || exception.isSubtypeOf(classes.load(handler.type().get())))) {
        return handler;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return code.toString();
  }
}
