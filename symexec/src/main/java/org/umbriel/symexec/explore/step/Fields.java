package org.umbriel.symexec.explore.step;

import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Either;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Operation;
import org.umbriel.symexec.explore.machine.Thrown;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Term;

/** {@code getstatic} to {@code putfield}, and how values lie in fields and elements. */
final class Fields {
  private Fields() {}

  static Operation access(Instruction.FieldAccess instruction) {
    return new Access(instruction);
  }

  /** What a field or an element receives of an int (JVMS 6.5.putfield). */
  static long narrow(String descriptor, long bits) {
    return switch (descriptor.charAt(0)) {
      case 'Z' -> bits & 1;
      case 'B' -> (byte) bits;
      case 'C' -> (char) bits;
      case 'S' -> (short) bits;
      default -> bits;
    };
  }

  static void write(Machine machine, HeapObject object, int slot, Term value) {
    if (value instanceof Literal literal) {
      machine.heap().writeBits(object, slot, literal.value());
    } else {
      machine.heap().writeCell(object, slot, value);
    }
  }

  /** One access; the field is resolved at the first execution. */
  private static final class Access implements Operation {
    private final FieldReference reference;
    private final boolean isStatic;
    private final boolean isWrite;
    private final int width;
    private LoadedClass.@Nullable FieldSlot field;

    Access(Instruction.FieldAccess instruction) {
      this.reference = instruction.field();
      this.isStatic = instruction.isStatic();
      this.isWrite = instruction.isWrite();
      this.width = LoadedClass.isWide(reference.descriptor()) ? 2 : 1;
    }

    @Override
    public void execute(Machine machine, Frame frame) throws Thrown {
      LoadedClass.FieldSlot resolved = field;
      if (resolved == null) {
        resolved =
            machine
                .classes()
                .load(reference.owner())
                .field(reference.name(), reference.descriptor());
        if (resolved == null) {
          throw machine.raise("java/lang/NoSuchFieldError", reference.name());
        }
        if (!isWrite && machine.isUnset(resolved)) {
          throw Abandoned.unsupported(
              "the field " + resolved.owner().javaName() + "." + reference.name());
        }
        field = resolved;
      }
      if (isStatic && !machine.isReady(resolved.owner())) {
        return;
      }
      if (isWrite) {
        put(machine, frame, resolved);
      } else {
        get(machine, frame, resolved);
      }
    }

    /** {@code ..., [object] -> ..., value}. */
    private void get(Machine machine, Frame frame, LoadedClass.FieldSlot resolved) throws Thrown {
      Object choice = isStatic ? null : frame.cell(frame.top() - 1);
      if (choice instanceof Either && FieldOfChoice.covers(choice, resolved.owner())) {
        requireObject(machine, choice);
        frame.drop(1);
        FieldOfChoice.load(machine, frame, choice, resolved);
        return;
      }
      HeapObject holder = isStatic ? resolved.owner().statics() : object(machine, frame, 1);
      if (!isStatic) {
        frame.drop(1);
      }
      int slot = resolved.slot();
      if (width == 2) {
        frame.pushWide(holder.bits(slot), holder.cell(slot));
      } else {
        frame.pushSlot(holder.bits(slot), holder.cell(slot));
      }
    }

    /** {@code ..., [object,] value -> ...}. */
    private void put(Machine machine, Frame frame, LoadedClass.FieldSlot resolved) throws Thrown {
      int from = frame.top() - width;
      Object cell = frame.cell(from);
      Object choice = isStatic ? null : frame.cell(from - 1);
      if (choice instanceof Either && FieldOfChoice.canStore(choice, resolved, cell)) {
        requireObject(machine, choice);
        FieldOfChoice.store(machine, frame, choice, resolved);
        frame.drop(width + 1);
        return;
      }
      HeapObject holder = isStatic ? resolved.owner().statics() : object(machine, frame, width + 1);
      if (cell instanceof Term term) {
        Term narrowed = machine.operators().narrow(reference.descriptor(), term);
        Fields.write(machine, holder, resolved.slot(), narrowed);
      } else {
        long bits = narrow(reference.descriptor(), frame.bits(from));
        machine.heap().write(holder, resolved.slot(), bits, cell);
      }
      frame.drop(isStatic ? width : width + 1);
    }

    private static void requireObject(Machine machine, Object reference) throws Thrown {
      if (machine.decide(Either.is(machine.terms(), reference, null))) {
        throw machine.raise("java/lang/NullPointerException", null);
      }
    }

    private static HeapObject object(Machine machine, Frame frame, int below) throws Thrown {
      HeapObject object = machine.reference(frame, below);
      if (object == null) {
        throw machine.raise("java/lang/NullPointerException", null);
      }
      return object;
    }
  }
}
