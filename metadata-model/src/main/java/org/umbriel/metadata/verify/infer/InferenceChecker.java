package org.umbriel.metadata.verify.infer;

import org.umbriel.metadata.verify.code.CodeContext;
import org.umbriel.metadata.verify.format.Access;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.format.MethodTable;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.type.Types;

/**
 * Verification by type inference (JVMS 4.10.2), for class files before version 50 and those of
 * version 50 whose stack maps do not hold: types flow along all paths until nothing changes.
 */
public final class InferenceChecker {
  private static final int ENTRY = 8;

  /** A bound on the work for one method, in slots looked at; real methods need a thousandth. */
  private static final long MOST_WORK = 1L << 31;

  private final CodeContext code;
  private final Layout layout;
  private final Operands operands;
  private final Merger merger;
  private final Effects effects;
  private final Flow flow;

  /** A checker of methods in a context. */
  public InferenceChecker(CodeContext code) {
    this.code = code;
    this.layout = new Layout(code);
    this.operands = new Operands(code, layout);
    this.merger = new Merger(code);
    this.effects = new Effects(code, layout, merger);
    this.flow = new Flow(code, layout, merger);
  }

  /**
   * Checks the method that the context is in.
   *
   * @throws RejectedException if it breaks a rule
   */
  public void check() {
    layout.read();
    for (int bci = 0; bci < code.length(); bci = layout.next(bci)) {
      operands.check(bci);
    }
    handlers();
    flow.reset();
    start();
    run();
  }

  private void handlers() {
    MethodTable methods = code.methods();
    int count = methods.handlerCount(code.method());
    if (count > 0 && methods.maxStack(code.method()) < 1) {
      throw RejectedException.code("4.10.2.2", 0, "no room on the stack for what is caught");
    }
    for (int i = 0; i < count; i++) {
      int at = methods.handlers(code.method()) + ENTRY * i;
      int handler = code.u2InFile(at + 4);
      if (!layout.isStart(code.u2InFile(at))
          || !layout.isEnd(code.u2InFile(at + 2))
          || handler == 0
          || !layout.isStart(handler)) {
        throw RejectedException.code(
            "4.7.3", handler, "the exception table points between instructions");
      }
      int type = code.u2InFile(at + 6);
      if (type != 0 && !merger.isAssignable(caught(type), Types.THROWABLE)) {
        throw RejectedException.code("4.10.2.2", handler, "what is caught here is no Throwable");
      }
    }
  }

  private int caught(int index) {
    return code.descriptors().classConstant(code.shape().pool().className(index));
  }

  /** The state before the first instruction. */
  private void start() {
    MethodTable methods = code.methods();
    int method = code.method();
    int at = code.descriptors().method(methods.descriptor(method));
    int[] types = code.descriptors().types();
    int receiver = (methods.access(method) & Access.STATIC) == 0 ? 1 : 0;
    int[] locals = new int[receiver + types[at]];
    System.arraycopy(types, at + 1, locals, receiver, types[at]);
    State first = flow.state(0);
    if (receiver > 0) {
      int self = code.shape().thisClass();
      boolean init = methods.name(method) == KnownName.INIT && self != KnownName.OBJECT;
      locals[0] = init ? Types.UNINITIALIZED_THIS : Types.object(self);
      first.onSomePath = init ? State.NEEDS_CONSTRUCTOR : 0;
    }
    first.locals = locals;
    first.constructed = false;
    first.reached = true;
    first.changed = true;
  }

  private void run() {
    long work = 0;
    for (boolean again = true; again; ) {
      again = false;
      for (int bci = 0; bci < code.length(); bci = layout.next(bci)) {
        State state = flow.state(bci);
        work++;
        if (state.changed) {
          again = true;
          state.changed = false;
          work += state.stack.length + state.locals.length;
          code.assumptions().at(bci);
          effects.apply(state);
          flow.spread(state, effects);
        }
        if (work > MOST_WORK) {
          throw RejectedException.code("4.10.2.2", bci, "too much work to infer the types");
        }
      }
    }
  }
}
