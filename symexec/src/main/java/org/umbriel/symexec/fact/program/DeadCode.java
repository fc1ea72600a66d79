package org.umbriel.symexec.fact.program;

import java.util.SortedMap;
import java.util.TreeMap;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.Observer;
import org.umbriel.symexec.fact.state.State;

/** States of a method {@code ->} the instructions that control never gets to, and why. */
final class DeadCode implements Observer {
  private final SortedMap<Integer, Support> dead = new TreeMap<>();

  DeadCode(MethodCode method) {
    for (int i = 0; i < method.instructions().size(); i++) {
      dead.put(i, Support.NONE);
    }
  }

  @Override
  public void before(int instruction, State state) {
    dead.remove(instruction);
    state.contradiction().ifPresent(premises -> dead.put(instruction, premises));
  }

  /** Indices of instructions, with what it rests on that they are dead. */
  SortedMap<Integer, Support> instructions() {
    return dead;
  }
}
