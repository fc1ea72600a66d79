package org.umbriel.symexec.explore.machine;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.path.Operators;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Executes a program, one path after the other, depth first. A path always has a model: inputs
 * under which a real run would go the same way. At a decision the machine goes where the model
 * goes, and remembers the other way ({@link Choice}) together with the state before the
 * instruction; {@link #backtrack} asks the solver for inputs that lead there.
 */
public final class Machine {
  /** In place of a message that the JVM words in a way that is not modelled. */
  public static final String SOME_MESSAGE = "\0";

  private final TermFactory terms;
  private final Operators operators;
  private final CodeLinker linker;
  private final Observer observer;
  private final Budget budget;
  private final LongSupplier solverQueries;
  private final Heap heap = new Heap();
  private final Classes classes;
  private final Throwables throwables;
  private final Library library;
  private final Search search;
  private final Inputs inputs;
  private final VisitedStates visited;
  private final @Nullable Merger merger;

  private @Nullable Frame frame;
  private int epoch;

  private int stepNext;
  private int stepTop;

  private long steps;
  private long pathSteps;

  /** Between two instructions, or before the effects of one. */
  record Position(Frame frame, int instruction, int top, long pathSteps) {}

  public Machine(
      Program program,
      TermFactory terms,
      Solver solver,
      CodeLinker linker,
      Library library,
      Observer observer,
      Budget budget,
      LongSupplier solverQueries,
      Joining joining) {
    this.terms = terms;
    this.operators = new Operators(terms);
    this.linker = linker;
    this.library = library;
    this.observer = observer;
    this.budget = budget;
    this.solverQueries = solverQueries;
    this.classes = new Classes(program, heap, library);
    this.throwables = new Throwables(classes, heap);
    this.search = new Search(terms, solver, heap, new HereAndNow(), budget.decisions());
    this.inputs = new Inputs(terms, search);
    this.visited = new VisitedStates(classes);
    this.merger = joining == Joining.NEVER ? null : new Merger(this, search, heap);
  }

  public TermFactory terms() {
    return terms;
  }

  public Operators operators() {
    return operators;
  }

  public Heap heap() {
    return heap;
  }

  public Classes classes() {
    return classes;
  }

  public Observer observer() {
    return observer;
  }

  public long steps() {
    return steps;
  }

  /** Whether, as far as explored, each way that a decision could go was followed or refuted. */
  public boolean exhaustive() {
    return search.exhaustive();
  }

  /** Says that something was left out. */
  public void leaveOut() {
    search.leaveOut();
  }

  /** The frame that executes. */
  public Frame frame() {
    if (frame == null) {
      throw new IllegalStateException("the path has ended");
    }
    return frame;
  }

  // Running.

  /** Pushes a method's frame with nothing in its local variables. */
  public Frame enter(Routine routine) {
    if (routine.isAbstract() || !routine.code().hasCode()) {
      String what = routine.code().isNative() ? "the native method " : "the code of ";
      throw Abandoned.unsupported(what + routine + Frame.callers(frame));
    }
    Frame entered = new Frame(routine, frame, epoch);
    if (entered.depth() > budget.depth()) {
      throw new Abandoned(Abandoned.Cause.LIMIT, "calls nested deeply in " + routine);
    }
    frame = entered;
    return entered;
  }

  /**
   * Executes until the path ends: normally, or as the exception says.
   *
   * @return the exception that left the first frame; null if none did
   */
  public @Nullable HeapObject run() {
    while (frame != null) {
      try {
        runFrames();
      } catch (Thrown thrown) {
        if (!unwind(thrown.exception())) {
          return thrown.exception();
        }
      }
    }
    return null;
  }

  private void runFrames() throws Thrown {
    Frame at = frame;
    while (at != null) {
      at = owned(at);
      Operation[] operations = at.routine().operations(linker);
      do {
        step(at, operations);
        search.forgetDecisions();
        if (at == frame && at.next() < stepNext) {
          visited.enter(at, search.path(), steps);
        }
      } while (at == frame);
      at = frame;
    }
  }

  /** The current frame, copied if it belongs to an earlier epoch. */
  private Frame owned(Frame at) {
    if (at.epoch == epoch) {
      return at;
    }
    Frame copy = at.copy(at.next(), at.top(), epoch);
    frame = copy;
    return copy;
  }

  private void step(Frame at, Operation[] operations) throws Thrown {
    countStep();
    stepNext = at.next();
    stepTop = at.top();
    at.jump(stepNext + 1);
    operations[stepNext].execute(this, at);
  }

  private void countStep() {
    steps++;
    if (++pathSteps > budget.pathSteps()) {
      throw new Abandoned(Abandoned.Cause.LIMIT, "a long path");
    }
  }

  // Two ways at once.

  int epoch() {
    return epoch;
  }

  int newEpoch() {
    return ++epoch;
  }

  Position position() {
    return new Position(frame(), stepNext, stepTop, pathSteps);
  }

  /** Goes back to before the effects of an instruction, which owns its frame. */
  void restore(Position position) {
    frame = position.frame();
    frame.epoch = epoch;
    stepNext = position.instruction();
    stepTop = position.top();
    pathSteps = position.pathSteps();
  }

  void resume(Frame next) {
    frame = next;
  }

  /** Executes until the frame at a depth is about to execute an instruction. */
  void runTo(int depth, int instruction, int most) throws Thrown {
    long end = steps + most;
    while (frame != null && (frame.depth() != depth || frame.next() != instruction)) {
      if (frame.depth() < depth || steps > end) {
        throw new Unmergeable();
      }
      Frame at = owned(frame);
      step(at, at.routine().operations(linker));
    }
    if (frame == null) {
      throw new Unmergeable();
    }
  }

  /** What the search asks of this machine. */
  private final class HereAndNow implements Search.Spot {
    @Override
    public int newEpoch() {
      return Machine.this.newEpoch();
    }

    @Override
    public Frame split(int newEpoch) {
      Frame current = frame();
      current.epoch = newEpoch;
      return current.copy(stepNext, stepTop, newEpoch);
    }
  }

  /** Whether the whole exploration is out of its budget. */
  public boolean isOverBudget() {
    return steps > budget.steps()
        || search.queries() > budget.queries()
        || solverQueries.getAsLong() > budget.solverQueries()
        || heap.allocated() > budget.slots();
  }

  /** Makes the current instruction be executed again, once what was entered has returned. */
  public void retry() {
    Frame current = frame();
    current.jump(stepNext);
    current.setTop(stepTop);
  }

  /** Calls a method whose arguments are the topmost slots of the caller's stack. */
  public void invoke(Frame caller, Routine routine) throws Thrown {
    Intrinsic intrinsic = routine.intrinsic();
    if (intrinsic != null) {
      intrinsic.execute(new Call(this, caller, routine));
      return;
    }
    enterWithArguments(caller, routine);
  }

  /** Enters a method's code, whether there is a model of it or not. */
  public void enterWithArguments(Frame caller, Routine routine) {
    enterOn(caller, routine, null);
  }

  /**
   * Enters a method's code.
   *
   * @param receiver in place of the one on the stack, unless it is null
   */
  public void enterOn(Frame caller, Routine routine, @Nullable HeapObject receiver) {
    int slots = routine.argumentSlots();
    Frame entered = enter(routine);
    entered.copyFrom(caller, caller.top() - slots, 0, slots);
    if (receiver != null) {
      entered.set(0, 0, receiver);
    }
    caller.drop(slots);
  }

  /** Returns from the current frame; a value's slots are on its stack. */
  public void leave(int slots) {
    Frame from = frame();
    Routine routine = from.routine();
    Frame to = from.caller();
    if (to != null && to.epoch != epoch) {
      to = to.copy(to.next(), to.top(), epoch);
    }
    frame = to;
    if (routine.code().isClassInitializer()) {
      setState(routine.owner(), LoadedClass.Initialisation.DONE);
    } else if (to != null) {
      for (int i = 0; i < slots; i++) {
        int slot = from.top() - slots + i;
        to.pushSlot(from.bits(slot), from.cell(slot));
      }
    }
  }

  /** Finds the handler of an exception (JVMS 2.10); false if no frame has one. */
  private boolean unwind(HeapObject thrown) {
    HeapObject exception = thrown;
    search.dropDecisions();
    int at = stepNext;
    for (Frame each = frame; each != null; each = each.caller()) {
      var handler = each.routine().handler(at, exception.type(), classes);
      if (handler != null) {
        Frame owned = each.copy(handler.handler(), each.routine().maxLocals(), epoch);
        owned.pushReference(exception);
        frame = owned;
        return true;
      }
      if (each.routine().code().isClassInitializer()) {
        setState(each.routine().owner(), LoadedClass.Initialisation.FAILED);
        exception = throwables.inInitialiser(exception);
      }
      Frame caller = each.caller();
      at = caller == null ? 0 : caller.next() - 1;
    }
    frame = null;
    if (observer.violatesUncaught(exception)) {
      throw new Violation(exception);
    }
    return false;
  }

  // Classes.

  /**
   * Whether a class is initialised; if not, its initialiser was entered and the instruction will be
   * retried (JVMS 5.5).
   */
  public boolean isReady(LoadedClass type) throws Thrown {
    LoadedClass.Initialisation state = type.initialisation();
    if (state == LoadedClass.Initialisation.FAILED) {
      throw raise(
          "java/lang/NoClassDefFoundError", "Could not initialize class " + type.javaName());
    } else if (state != LoadedClass.Initialisation.NOT_YET) {
      return true;
    }
    search.requireOneWay();
    LoadedClass superclass = type.superclass();
    if (superclass != null && !type.isInterface() && !isReady(superclass)) {
      return false;
    }
    Routine initialiser =
        type.hasUnit() && !library.skipsInitialiser(type) ? type.declared("<clinit>", "()V") : null;
    if (initialiser == null) {
      setState(type, LoadedClass.Initialisation.DONE);
      library.prepare(type, this);
      return true;
    }
    retry();
    setState(type, LoadedClass.Initialisation.RUNNING);
    enter(initialiser);
    return false;
  }

  /** Whether nothing has set a field that the JVM or a left-out initialiser would have set. */
  public boolean isUnset(LoadedClass.FieldSlot field) {
    return field.unit().isStatic()
        ? library.skipsInitialiser(field.owner()) && !library.prepares(field)
        : library.conceals(field);
  }

  /** Puts a class's initialiser on top of the frames that are there, before anything has run. */
  public void initialiseFirst(LoadedClass type) {
    for (LoadedClass at = type; at != null; at = at.superclass()) {
      Routine initialiser = library.skipsInitialiser(at) ? null : at.declared("<clinit>", "()V");
      if (at.initialisation() == LoadedClass.Initialisation.NOT_YET) {
        if (initialiser == null) {
          setState(at, LoadedClass.Initialisation.DONE);
        } else {
          setState(at, LoadedClass.Initialisation.RUNNING);
          enter(initialiser);
        }
      }
    }
  }

  /** The heap holds bits, and forgets them when a path is left. */
  @SuppressWarnings("EnumOrdinal")
  private void setState(LoadedClass type, LoadedClass.Initialisation state) {
    heap.writeBits(type.statics(), LoadedClass.STATE, state.ordinal());
  }

  /** An exception that the machine itself makes. */
  public Thrown raise(String type, @Nullable String message) {
    return new Thrown(throwables.create(type, message));
  }

  // Deciding.

  /**
   * The ways behind a branch: both at once where they can be joined again, else one after the
   * other.
   *
   * @param popped slots that the branch takes from the stack
   */
  public void branch(Frame at, Term condition, int popped, int target) {
    if (merger != null && merger.join(at, condition, popped, target)) {
      return;
    }
    boolean taken = search.decide(condition);
    at.drop(popped);
    if (taken) {
      at.jump(target);
    }
  }

  /** Follows the model through a condition; the other way is left for later. */
  public boolean decide(Term condition) {
    return search.decide(condition);
  }

  /**
   * Chooses a value for a term: the model's, and later the others, one after the other.
   *
   * @param most how many are tried before the rest is left out
   */
  public long choose(Term term, int most) {
    return search.choose(term, most);
  }

  /**
   * Chooses a value for a term that is not negative: the least first, and later the others in
   * order.
   *
   * @param most how many are tried before the rest is left out
   */
  public int chooseLeast(Term term, int most) {
    return search.chooseLeast(term, most);
  }

  /**
   * The object that a slot's reference is, null included; decides which, if it depends on
   * conditions.
   */
  public @Nullable HeapObject resolve(@Nullable Object cell) {
    if (!(cell instanceof Either)) {
      return (HeapObject) cell;
    }
    if (decide(Either.is(terms, cell, null))) {
      return null;
    }
    HeapObject last = null;
    for (HeapObject object : Either.objects(cell)) {
      if (last != null && decide(Either.is(terms, cell, last))) {
        return last;
      }
      last = object;
    }
    return last;
  }

  /** The reference {@code below} slots below the top; 1 is the topmost. */
  public @Nullable HeapObject reference(Frame of, int below) {
    return resolve(of.cell(of.top() - below));
  }

  /** Adds what the program assumes; false if nothing satisfies it on this path. */
  public boolean assume(Term condition) {
    return search.assume(condition);
  }

  /** Goes back to the last way that was left and can be gone; false if there is none. */
  public boolean backtrack() {
    Frame resumed = isOverBudget() ? null : search.backtrack(this::isOverBudget);
    if (resumed == null) {
      search.giveUp();
      return false;
    }
    frame = resumed;
    pathSteps = 0;
    return true;
  }

  /** What the program received from outside on this path. */
  public Inputs inputs() {
    return inputs;
  }

  /** A term's value under the path's model. */
  public long modelValue(Term term) {
    return search.modelValue(term);
  }
}
