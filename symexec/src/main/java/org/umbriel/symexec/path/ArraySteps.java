package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/** The array instructions. */
final class ArraySteps {
  private final Execution execution;
  private final Frame frame;
  private final int index;
  private final boolean mayRepeat;
  private final TermFactory factory;
  private final Checks checks;

  ArraySteps(Execution execution, Frame frame, int index, boolean mayRepeat) {
    this.execution = execution;
    this.frame = frame;
    this.index = index;
    this.mayRepeat = mayRepeat;
    this.factory = execution.factory();
    this.checks = new Checks(execution, frame, index);
  }

  /** {@code ..., array, index -> ..., value}. */
  List<Successor> load(Opcode opcode, State state) {
    List<Successor> ways = new ArrayList<>();
    Optional<State> checked =
        checks.requireNonNull(state, 1, ways).flatMap(s -> requireWithin(s, 1, 0, ways));
    checked.ifPresent(s -> ways.add(new Successor.Next(loaded(opcode, s))));
    return ways;
  }

  private State loaded(Opcode opcode, State state) {
    Term array = state.top(1);
    Place place = Place.elements(elementOf(opcode));
    Term value = factory.select(state.read(place, array, execution.unknowns()), state.top(0));
    State popped = state.pop(2);
    State noted =
        popped.isUnshared(array)
            ? popped
            : execution.noteRead(
                popped, place, value, frame.method().hashCode() * 31 + index, mayRepeat);
    return noted.push(value);
  }

  private Optional<State> requireWithin(
      State state, int arrayDepth, int indexDepth, List<Successor> ways) {
    Term length = state.read(Place.LENGTH, state.top(arrayDepth), execution.unknowns());
    Term condition = execution.operators().isWithin(state.top(indexDepth), length);
    return checks.require(state, CheckKind.ARRAY_BOUNDS, indexDepth, condition, ways);
  }

  /** {@code ..., array, index, value -> ...}. */
  List<Successor> store(Opcode opcode, State state) {
    List<Successor> ways = new ArrayList<>();
    Optional<State> checked =
        checks.requireNonNull(state, 2, ways).flatMap(s -> requireWithin(s, 2, 1, ways));
    if (opcode == Opcode.AASTORE) {
      checked =
          checked.flatMap(s -> checks.require(s, CheckKind.ARRAY_STORE, 0, isStorable(s), ways));
    }
    checked.ifPresent(s -> ways.add(new Successor.Next(stored(opcode, s))));
    return ways;
  }

  private State stored(Opcode opcode, State state) {
    Term value = narrow(opcode, state.top(2), state.top(0));
    Term array = state.top(2);
    Place place = Place.elements(elementOf(opcode));
    Term elements = state.read(place, array, execution.unknowns());
    Term changed = factory.store(elements, state.top(1), value);
    return state.pop(3).share(value).write(place, array, changed, execution.unknowns());
  }

  /**
   * {@code bastore} keeps one bit in an array of booleans and eight in one of bytes (JVMS
   * 6.5.bastore).
   */
  private Term narrow(Opcode opcode, Term array, Term value) {
    if (opcode != Opcode.BASTORE) {
      return execution.operators().narrow(elementOf(opcode), value);
    }
    Term bit = factory.bitAnd(value, factory.intValue(1));
    return factory.choose(execution.types().isInstance(array, "[Z"), bit, factory.toByte(value));
  }

  /** Whether a value may be stored (JVMS 6.5.aastore): the array's own element type counts. */
  private Term isStorable(State state) {
    Term value = state.top(0);
    Term array = state.top(2);
    Term isNull = factory.equal(value, factory.reference(0));
    Optional<String> element = execution.types().exactType(array).flatMap(Types::elementType);
    if (element.isPresent()) {
      return factory.or(
          isNull, execution.types().isInstance(value, Program.internalName(element.get())));
    }
    Term unknown =
        state.unknown(
            "storable",
            execution.unknown(Reason.UNKNOWN_VALUE, "the array's class", "Z"),
            execution.unknowns());
    return factory.or(isNull, factory.distinct(unknown, factory.intValue(0)));
  }

  /** {@code ..., array -> ..., length}. */
  List<Successor> length(State state) {
    List<Successor> ways = new ArrayList<>();
    checks
        .requireNonNull(state, 0, ways)
        .map(s -> s.pop(1).push(s.read(Place.LENGTH, s.top(0), execution.unknowns())))
        .ifPresent(s -> ways.add(new Successor.Next(s)));
    return ways;
  }

  /** {@code ..., count -> ..., array}. */
  List<Successor> allocate(String elementDescriptor, State state) {
    List<Successor> ways = new ArrayList<>();
    requireSize(state, 0, ways)
        .map(s -> allocated("[" + elementDescriptor, s.top(0), s.pop(1)))
        .ifPresent(s -> ways.add(new Successor.Next(s)));
    return ways;
  }

  /** {@code ..., count1, [count2, ...] -> ..., array}. */
  List<Successor> allocate(String descriptor, int dimensions, State state) {
    List<Successor> ways = new ArrayList<>();
    Optional<State> checked = Optional.of(state);
    for (int depth = dimensions - 1; depth >= 0; depth--) {
      int operand = depth;
      checked = checked.flatMap(s -> requireSize(s, operand, ways));
    }
    checked
        .map(s -> allocated(descriptor, s.top(dimensions - 1), s.pop(dimensions)))
        .map(s -> dimensions > 1 ? withInnerArrays(s, descriptor.substring(1)) : s)
        .ifPresent(s -> ways.add(new Successor.Next(s)));
    return ways;
  }

  /** The inner arrays exist, and nothing more is said about them here. */
  private State withInnerArrays(State state, String innerDescriptor) {
    Place place = Place.elements("Ljava/lang/Object;");
    MapSort elements = (MapSort) ((MapSort) place.sort()).value();
    Range nonNull = new Range(1, Integer.MAX_VALUE);
    Term inner = factory.fresh("inner " + innerDescriptor, elements, nonNull, Variable.NO_FLOOR);
    return state.write(place, state.top(0), inner, execution.unknowns()).approximated(factory);
  }

  private Optional<State> requireSize(State state, int depth, List<Successor> ways) {
    Term isNotNegative = factory.lessOrEqual(factory.intValue(0), state.top(depth));
    return checks.require(state, CheckKind.NEGATIVE_ARRAY_SIZE, depth, isNotNegative, ways);
  }

  private State allocated(String descriptor, Term length, State state) {
    int object = execution.unknowns().allocate(descriptor, true);
    Term reference = factory.reference(object);
    return state
        .allocate(object)
        .write(Place.LENGTH, reference, length, execution.unknowns())
        .push(reference);
  }

  /** The kind of element that an instruction is about; references of any class are one kind. */
  private static String elementOf(Opcode opcode) {
    return switch (opcode) {
      case IALOAD, IASTORE -> "I";
      case LALOAD, LASTORE -> "J";
      case FALOAD, FASTORE -> "F";
      case DALOAD, DASTORE -> "D";
      case AALOAD, AASTORE -> "Ljava/lang/Object;";
      case BALOAD, BASTORE -> "B";
      case CALOAD, CASTORE -> "C";
      case SALOAD, SASTORE -> "S";
      default -> throw new IllegalArgumentException(opcode + " is about no array");
    };
  }
}
