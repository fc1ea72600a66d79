package org.umbriel.symexec.path;

import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.path.state.Heap;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.path.state.Unknowns;
import org.umbriel.symexec.path.state.Values;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/**
 * What an iteration of a loop may change: found by executing the body and comparing the state at
 * its end with the state at its beginning, until nothing is found that was not foreseen.
 *
 * <p>An object that the body allocates is, for later iterations, one of the objects that are not
 * known one by one (it takes a number that no other object uses), so what the body writes into it
 * needs no foresight, as long as the place's unknown contents can stand for it.
 */
final class LoopChanges {
  private final Execution execution;
  private final BitSet locals = new BitSet();
  private final BitSet stack = new BitSet();
  private final BitSet undefined = new BitSet();
  private final Set<Place> places = new LinkedHashSet<>();
  private final Set<Integer> shared = new HashSet<>();
  private boolean memory;
  private int allocatedAtHead;

  LoopChanges(Execution execution) {
    this.execution = execution;
  }

  /** Foresees that an instruction of the body writes a local variable. */
  void foresee(Instruction instruction) {
    if (instruction instanceof Instruction.StoreLocal store) {
      locals.set(store.slot());
    } else if (instruction instanceof Instruction.Increment increment) {
      locals.set(increment.slot());
    }
  }

  BitSet locals() {
    return locals;
  }

  /** The state at the head, for any iteration. */
  State apply(State entry) {
    Unknowns unknowns = execution.unknowns();
    State head = entry;
    for (int slot = locals.nextSetBit(0); slot >= 0; slot = locals.nextSetBit(slot + 1)) {
      Term value = entry.locals().get(slot);
      head = value == null ? head : head.share(value);
    }
    for (int i = stack.nextSetBit(0); i >= 0; i = stack.nextSetBit(i + 1)) {
      head = head.share(entry.stack().defined(i));
    }
    for (int object : shared) {
      head = head.share(execution.factory().reference(object));
    }
    if (memory) {
      head = head.afterUnknownCode(unknowns);
    }
    allocatedAtHead = unknowns.allocated();
    Heap heap = head.heap();
    for (Place place : places) {
      heap =
          heap.with(
              place,
              unknowns.contents(
                  place, unknowns.nextMoment(), allocatedAtHead, head.knownObjects()));
    }
    return head.withHeap(heap)
        .withFrame(
            changed(head, entry.locals(), locals, undefined),
            changed(head, entry.stack(), stack, new BitSet()));
  }

  private Values changed(State head, Values values, BitSet which, BitSet forgotten) {
    Values result = values;
    for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
      Term value = values.get(i);
      if (value != null) {
        result = result.with(i, forgotten.get(i) ? null : unknown(head, (Scalar) value.sort()));
      }
    }
    return result;
  }

  private Term unknown(State head, Scalar sort) {
    String descriptor =
        switch (sort) {
          case LONG -> "J";
          case REFERENCE -> "Ljava/lang/Object;";
          case BOOL, INT -> "I";
        };
    return head.unknown(
        "iterated",
        execution.unknown(Reason.LOOP_BOUND, "a value that changes in a loop", descriptor),
        execution.unknowns());
  }

  /**
   * Compares the state behind an iteration with the state at the head.
   *
   * @return whether something had not been foreseen
   */
  boolean absorb(State head, State back) {
    boolean grows = absorb(head.locals(), back.locals(), locals);
    grows |= absorb(head.stack(), back.stack(), stack);
    if (!memory && !back.heap().hasSameMemory(head.heap())) {
      memory = true;
      grows = true;
    }
    Set<Place> touched = new LinkedHashSet<>(back.heap().touched());
    touched.addAll(head.heap().touched());
    for (Place place : touched) {
      Term before = head.contents(place, execution.unknowns());
      Term after = back.contents(place, execution.unknowns());
      if (!places.contains(place) && !isForeseen(before, after, place)) {
        places.add(place);
        grows = true;
      }
    }
    for (int object : back.sharedBeyond(head)) {
      grows |= isOld(object) && shared.add(object);
    }
    return grows;
  }

  private boolean absorb(Values head, Values back, BitSet which) {
    boolean grows = false;
    for (int i = 0; i < head.size(); i++) {
      Term before = head.get(i);
      Term after = back.get(i);
      if (before == null || before == after) {
        continue;
      }
      if (!which.get(i)) {
        which.set(i);
        grows = true;
      }
      if (after == null || !after.sort().equals(before.sort())) {
        undefined.set(i);
        grows = true;
      } else if (after.sort() == Scalar.REFERENCE) {
        for (int object : State.newObjectsIn(after)) {
          grows |= isOld(object) && shared.add(object);
        }
      }
    }
    return grows;
  }

  private boolean isOld(int object) {
    return object >= -allocatedAtHead;
  }

  /**
   * Whether nothing changed but objects of this iteration, in a way that the unknown contents can
   * stand for.
   */
  private boolean isForeseen(Term before, Term after, Place place) {
    return before == after || isWithinNewObjects(after, before, place);
  }

  private boolean isWithinNewObjects(Term after, Term before, Place place) {
    if (!(place.sort() instanceof MapSort)) {
      return false;
    }
    Term at = after;
    while (at != before) {
      boolean isNewObjects =
          at instanceof Operation store
              && store.operator() == Operator.STORE
              && store.arguments().get(1) instanceof Literal key
              && !isOld((int) key.value())
              && before.range().contains(store.arguments().get(2).range());
      if (!isNewObjects) {
        return false;
      }
      at = at.arguments().get(0);
    }
    return true;
  }
}
