package org.umbriel.metadata.verify.infer;

import java.util.Arrays;
import org.umbriel.metadata.verify.code.CodeContext;
import org.umbriel.metadata.verify.code.OpcodeTable;
import org.umbriel.metadata.verify.format.MethodTable;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.type.Types;

/** Where control goes from an instruction, and what its successors learn (JVMS 4.10.2.2). */
final class Flow {
  private static final int ENTRY = 8;

  private final CodeContext code;
  private final Layout layout;
  private final Merger merger;
  private State[] states = new State[0];

  /** What is sent to a successor. */
  private record Message(
      int[] stack, int[] locals, Subroutine[] subroutines, boolean constructed, int onSomePath) {}

  Flow(CodeContext code, Layout layout, Merger merger) {
    this.code = code;
    this.layout = layout;
    this.merger = merger;
  }

  void reset() {
    states = new State[code.length()];
    for (int bci = 0; bci < code.length(); bci = layout.next(bci)) {
      states[bci] = new State(bci);
    }
  }

  State state(int bci) {
    return states[bci];
  }

  /** Tells an instruction's successors what it left. */
  void spread(State from, Effects effects) {
    int bci = from.bci;
    int family = OpcodeTable.family(layout.opcode(bci));
    boolean subroutine =
        family == OpcodeTable.SUBROUTINE || family == OpcodeTable.SUBROUTINE_RETURN;
    Message after =
        new Message(
            effects.stackAfter(),
            effects.locals,
            effects.subroutines,
            effects.constructed,
            from.onSomePath);
    if (subroutine) {
      after = withoutNew(after);
    }
    handlers(from, after, effects.initialized, subroutine);
    switch (family) {
      case OpcodeTable.RETURN, OpcodeTable.THROW -> {}
      case OpcodeTable.BRANCH -> {
        send(after, layout.next(bci));
        send(after, layout.target(bci));
      }
      case OpcodeTable.JUMP -> send(after, layout.target(bci));
      case OpcodeTable.SUBROUTINE -> {
        if (from.returnsFrom >= 0) {
          states[from.returnsFrom].changed = true;
        }
        send(after, layout.target(bci));
      }
      case OpcodeTable.SWITCH -> {
        for (int i = layout.branches(bci) - 1; i >= 0; i--) {
          send(after, layout.branch(bci, i));
        }
      }
      case OpcodeTable.SUBROUTINE_RETURN ->
          comeBack(bci, Merger.entry(from.local(layout.slot(bci))), after);
      default -> send(after, layout.next(bci));
    }
  }

  /** Uninitialized objects cannot get into or out of a subroutine. */
  private static Message withoutNew(Message message) {
    return new Message(
        withoutNew(message.stack()),
        withoutNew(message.locals()),
        message.subroutines(),
        message.constructed(),
        message.onSomePath());
  }

  private static int[] withoutNew(int[] types) {
    int[] result = types;
    for (int i = 0; i < types.length; i++) {
      if (Types.isNew(types[i])) {
        result = State.replace(result, types[i], Types.TOP);
      }
    }
    return result;
  }

  private void handlers(State from, Message after, int initialized, boolean subroutine) {
    MethodTable methods = code.methods();
    int at = methods.handlers(code.method());
    for (int i = methods.handlerCount(code.method()); i > 0; i--, at += ENTRY) {
      if (from.bci < code.u2InFile(at) || from.bci >= code.u2InFile(at + 2)) {
        continue;
      }
      int type = code.u2InFile(at + 6);
      int[] stack = {
        type == 0
            ? Types.THROWABLE
            : code.descriptors().classConstant(code.shape().pool().className(type))
      };
      int handler = code.u2InFile(at + 4);
      int[] locals = subroutine ? withoutNew(from.locals) : from.locals;
      send(
          new Message(stack, locals, from.subroutines, from.constructed, from.onSomePath), handler);
      if (initialized != Types.TOP) { // thrown before or after the object became one
        int onSomePath =
            initialized == Types.UNINITIALIZED_THIS
                ? from.onSomePath | State.MAY_NOT_RETURN
                : from.onSomePath;
        send(
            new Message(
                stack, after.locals(), after.subroutines(), after.constructed(), onSomePath),
            handler);
      }
    }
  }

  /** From {@code ret} to the instructions after all calls of the subroutine. */
  private void comeBack(int ret, int entry, Message after) {
    for (int bci = 0; bci < code.length(); bci = layout.next(bci)) {
      if (OpcodeTable.family(layout.opcode(bci)) == OpcodeTable.SUBROUTINE
          && layout.target(bci) == entry) {
        requireInside(layout.next(bci));
        State call = states[bci];
        if (call.returnsFrom != ret && call.returnsFrom >= 0) {
          throw RejectedException.code("4.10.2.5", bci, "a subroutine returns in two places");
        }
        call.returnsFrom = ret;
        if (call.reached) {
          send(afterCall(call, entry, after), layout.next(bci));
        }
      }
    }
  }

  /** What a subroutine has used has its types after {@code ret}; the rest, those at the call. */
  private static Message afterCall(State call, int entry, Message after) {
    int index = Subroutine.find(after.subroutines(), entry);
    if (index < 0) {
      throw RejectedException.code("4.10.2.5", call.bci, "a wrong return from a subroutine");
    }
    Subroutine left = after.subroutines()[index];
    int[] locals = new int[Math.max(call.locals.length, after.locals().length)];
    for (int i = 0; i < locals.length; i++) {
      int[] source = left.uses(i) ? after.locals() : call.locals;
      locals[i] = i < source.length ? source[i] : Types.TOP;
    }
    return new Message(
        after.stack(),
        locals,
        Arrays.copyOf(after.subroutines(), index),
        after.constructed(),
        after.onSomePath());
  }

  private void requireInside(int bci) {
    if (bci >= code.length()) {
      throw RejectedException.code("4.9.2", bci, "control falls off the end of the code");
    }
  }

  private void send(Message message, int bci) {
    requireInside(bci);
    State to = states[bci];
    if (!to.reached) {
      to.reached = true;
      to.changed = true;
      to.stack = message.stack();
      to.locals = message.locals();
      to.subroutines = message.subroutines();
      to.constructed = message.constructed();
      to.onSomePath = message.onSomePath();
      return;
    }
    int[] stack = mergeStack(to.stack, message.stack(), bci);
    int[] locals = mergeLocals(to.locals, message.locals());
    Subroutine[] subroutines =
        to.subroutines.length == 0
            ? to.subroutines
            : Subroutine.merge(to.subroutines, message.subroutines());
    boolean constructed = to.constructed && message.constructed();
    int onSomePath = to.onSomePath | message.onSomePath();
    to.changed |=
        stack != to.stack
            || locals != to.locals
            || subroutines != to.subroutines
            || constructed != to.constructed
            || onSomePath != to.onSomePath;
    to.stack = stack;
    to.locals = locals;
    to.subroutines = subroutines;
    to.constructed = constructed;
    to.onSomePath = onSomePath;
  }

  private int[] mergeStack(int[] known, int[] found, int bci) {
    if (known.length != found.length) {
      throw RejectedException.code("4.10.2.2", bci, "stacks of different heights meet");
    }
    if (firstOther(known, found, known.length) == known.length) {
      return known;
    }
    int[] merged = new int[known.length];
    for (int i = 0; i < known.length; i++) {
      merged[i] = merger.merge(known[i], found[i]);
      if (merged[i] == Types.TOP) {
        throw RejectedException.code(
            "4.10.2.2", bci, "values on the stack meet that have nothing in common");
      }
    }
    return merged;
  }

  /** The first type that is not assignable to the one known; the number of types if all are. */
  private int firstOther(int[] known, int[] found, int size) {
    int i = 0;
    while (i < size && merger.addsNothing(found[i], known[i])) {
      i++;
    }
    return i;
  }

  /** From the first local variable on that differs, all are merged: interfaces become objects. */
  private int[] mergeLocals(int[] known, int[] found) {
    int[] merged = known.length > found.length ? Arrays.copyOf(known, found.length) : known;
    int other = firstOther(merged, found, merged.length);
    if (other < merged.length && merged == known) {
      merged = known.clone();
    }
    for (int i = other; i < merged.length; i++) {
      merged[i] = merger.merge(found[i], merged[i]);
    }
    return merged;
  }
}
