package org.umbriel.symexec.explore.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Executes both ways behind a branch up to where they meet, and goes on with one state in which
 * each value that differs says which way it came, a reference as an {@link Either} (Avgerinos et
 * al., "Enhancing Symbolic Execution with Veritesting", ICSE 2014). What would decide, receive an
 * input, throw or initialise a class on one of the ways is left to the search, as are payloads that
 * differ.
 */
final class Merger {
  private static final int MOST_STEPS = 5_000;
  private static final int MOST_NESTED = 24;
  private static final int NO_LOCAL = -1;

  private final Machine machine;
  private final Search search;
  private final TermFactory terms;
  private final Heap heap;
  private final Deque<Branch> active = new ArrayDeque<>();

  private record Branch(int depth, Routine routine, int instruction) {}

  /**
   * Two ways behind a branch.
   *
   * @param popped slots that the branch takes from the stack
   * @param target of the branch that is taken
   * @param passed the instruction behind the branch
   * @param meet where they meet in the method, or {@link Joins#IN_CALLER}
   * @param depth of the frame where they meet
   * @param next the instruction there
   */
  private record Ways(
      Term condition, int popped, int target, int passed, int meet, int depth, int next) {}

  /** How one way arrived. */
  private record Side(Frame frame, Map<Place, Content> changes) {}

  private record Write(Place place, Content content) {}

  Merger(Machine machine, Search search, Heap heap) {
    this.machine = machine;
    this.search = search;
    this.terms = machine.terms();
    this.heap = heap;
  }

  /**
   * Goes on where the ways meet.
   *
   * @param at the branch's frame, its operands still on the stack
   * @return false if nothing was done
   */
  boolean join(Frame at, Term condition, int popped, int target) {
    if (condition instanceof Literal || search.isRepeating() || active.size() >= MOST_NESTED) {
      return false;
    }
    int instruction = machine.position().instruction();
    Branch branch = new Branch(at.depth(), at.routine(), instruction);
    Joins joins = at.routine().joins();
    int meet = joins.behind(instruction);
    Frame caller = at.caller();
    if (meet == Joins.NOWHERE
        || (meet == Joins.IN_CALLER && caller == null)
        || active.contains(branch)) {
      return false;
    }
    int depth = meet == Joins.IN_CALLER ? at.depth() - 1 : at.depth();
    int next = meet == Joins.IN_CALLER && caller != null ? caller.next() : meet;
    active.push(branch);
    boolean joined =
        attempt(at, new Ways(condition, popped, target, instruction + 1, meet, depth, next));
    active.pop();
    joins.count(instruction, joined);
    return joined;
  }

  private boolean attempt(Frame at, Ways ways) {
    Machine.Position before = machine.position();
    int logBefore = heap.logBefore();
    int mark = heap.mark();
    try {
      Side a = run(at, ways, ways.target(), ways.condition());
      Side b = run(at, ways, ways.passed(), terms.not(ways.condition()));
      heap.enter(machine.newEpoch(), logBefore);
      Joins joins = at.routine().joins();
      merge(ways, a, b, joins);
      return true;
    } catch (Unmergeable | Thrown | Abandoned | Ended | Violation e) {
      heap.undo(mark);
      machine.restore(before);
      heap.enter(machine.epoch(), logBefore);
      return false;
    }
  }

  /** Executes one way, and takes back what it did. */
  private Side run(Frame at, Ways ways, int first, Term condition) throws Thrown {
    Trail<Term> path = search.path();
    int mark = heap.mark();
    int epoch = machine.newEpoch();
    heap.enter(epoch, epoch);
    search.speculate(condition);
    try {
      machine.resume(at.copy(first, at.top() - ways.popped(), epoch));
      machine.runTo(ways.depth(), ways.next(), MOST_STEPS);
    } finally {
      search.endSpeculation(path);
    }
    Side side = new Side(machine.frame(), heap.changesSince(mark));
    heap.undo(mark);
    return side;
  }

  private void merge(Ways ways, Side a, Side b, Joins joins) {
    Frame merged = mergedFrame(ways, a.frame(), b.frame(), joins);
    List<Write> writes = mergedHeap(ways.condition(), a.changes(), b.changes());
    for (Write write : writes) {
      heap.write(write.place(), write.content());
    }
    machine.resume(merged);
  }

  private Frame mergedFrame(Ways ways, Frame a, Frame b, Joins joins) {
    if (a.top() != b.top()) {
      throw new Unmergeable();
    }
    boolean inCaller = ways.meet() == Joins.IN_CALLER;
    int locals = a.routine().maxLocals();
    Frame merged = a.copy(ways.next(), a.top(), machine.epoch());
    for (int slot = 0; slot < a.top(); slot++) {
      boolean isDead = slot < locals && !inCaller && !joins.liveAt(ways.meet()).get(slot);
      Content left = new Content(a.bits(slot), a.cell(slot));
      Content right = new Content(b.bits(slot), b.cell(slot));
      if (isDead) {
        merged.set(slot, 0, null);
      } else if (!left.equals(right)) {
        int local = slot < locals ? slot : NO_LOCAL;
        int below = a.top() - slot;
        Content both =
            merged(ways.condition(), left, right, () -> sortIn(ways, joins, local, below));
        merged.set(slot, both.bits(), both.cell());
      }
    }
    return merged;
  }

  /**
   * The sort of primitives in a frame, if that is known.
   *
   * @param below slots from a value on the stack to the stack's top
   */
  private static @Nullable Scalar sortIn(Ways ways, Joins joins, int local, int below) {
    if (local != NO_LOCAL) {
      return joins.sortOfLocal(local);
    }
    Scalar top =
        ways.meet() == Joins.IN_CALLER ? joins.sortOfResult() : joins.sortOfTop(ways.meet());
    return top != null && below == (top == Scalar.LONG ? 2 : 1) ? top : null;
  }

  private List<Write> mergedHeap(Term condition, Map<Place, Content> a, Map<Place, Content> b) {
    Set<Place> places = new LinkedHashSet<>(a.keySet());
    places.addAll(b.keySet());
    List<Write> writes = new ArrayList<>();
    for (Place place : places) {
      Content now = heap.content(place);
      Content left = a.getOrDefault(place, now);
      Content right = b.getOrDefault(place, now);
      if (place.slot() == Heap.PAYLOAD && !left.equals(right)) {
        throw new Unmergeable();
      }
      Content both = left.equals(right) ? left : merged(condition, left, right, place::sort);
      writes.add(new Write(place, both));
    }
    return writes;
  }

  private Content merged(
      Term condition, Content a, Content b, Supplier<@Nullable Scalar> sortOfConcrete) {
    if (Either.isReference(a.cell()) || Either.isReference(b.cell())) {
      return reference(condition, a.cell(), b.cell());
    }
    Scalar sort =
        a.cell() instanceof Term term
            ? (Scalar) term.sort()
            : b.cell() instanceof Term other
                ? (Scalar) other.sort()
                : a.cell() == null && b.cell() == null ? sortOfConcrete.get() : null;
    if (sort == null) {
      throw new Unmergeable();
    }
    Term both = terms.choose(condition, term(a, sort), term(b, sort));
    return both instanceof Literal literal
        ? new Content(literal.value(), null)
        : new Content(0, both);
  }

  private static Content reference(Term condition, @Nullable Object a, @Nullable Object b) {
    if (a instanceof Term || b instanceof Term || !Either.isSmall(a, b)) {
      throw new Unmergeable();
    }
    return new Content(0, Either.of(condition, a, b));
  }

  private Term term(Content content, Scalar sort) {
    if (content.cell() instanceof Term term && term.sort() == sort) {
      return term;
    }
    if (content.cell() != null) {
      throw new Unmergeable();
    }
    return terms.literal(sort, content.bits());
  }
}
