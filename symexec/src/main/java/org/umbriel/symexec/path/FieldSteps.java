package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/** {@code getfield}, {@code putfield}, {@code getstatic}, {@code putstatic}. */
final class FieldSteps {
  private final Execution execution;
  private final Frame frame;
  private final int index;
  private final boolean mayRepeat;
  private final TermFactory factory;

  FieldSteps(Execution execution, Frame frame, int index, boolean mayRepeat) {
    this.execution = execution;
    this.frame = frame;
    this.index = index;
    this.mayRepeat = mayRepeat;
    this.factory = execution.factory();
  }

  List<Successor> access(Instruction.FieldAccess access, State state) {
    if (access.isStatic()) {
      State initialised = new Initialisation(execution, frame).of(access.field().owner(), state);
      State done =
          access.isWrite()
              ? writeStatic(access.field(), initialised)
              : readStatic(access.field(), initialised);
      return List.of(new Successor.Next(done));
    }
    List<Successor> ways = new ArrayList<>();
    new Checks(execution, frame, index)
        .requireNonNull(state, access.isWrite() ? 1 : 0, ways)
        .map(s -> access.isWrite() ? write(access.field(), s) : read(access.field(), s))
        .ifPresent(s -> ways.add(new Successor.Next(s)));
    return ways;
  }

  /** {@code ..., object -> ..., value}. */
  private State read(FieldReference field, State state) {
    Term object = state.top(0);
    State popped = state.pop(1);
    Optional<Place> place =
        execution.places().of(field).filter(p -> p.stability() != Place.Stability.VOLATILE);
    if (place.isEmpty() || place.get().sort() instanceof Scalar) {
      return popped.push(unknown(field, popped)).approximated(factory);
    }
    Term value = popped.read(place.get(), object, execution.unknowns());
    State noted = popped.isUnshared(object) ? popped : note(popped, place.get(), value);
    return noted.push(value);
  }

  /** {@code ..., object, value -> ...}. */
  private State write(FieldReference field, State state) {
    Term value = execution.operators().narrow(field.descriptor(), state.top(0));
    Term object = state.top(1);
    State popped = state.pop(2).share(value);
    Place place = placeToWrite(field);
    boolean isKept =
        place.stability() != Place.Stability.VOLATILE && !(place.sort() instanceof Scalar);
    return isKept ? popped.write(place, object, value, execution.unknowns()) : popped;
  }

  /** {@code ... -> ..., value}. */
  private State readStatic(FieldReference field, State state) {
    Optional<Place> place =
        execution.places().of(field).filter(p -> p.stability() != Place.Stability.VOLATILE);
    if (place.isEmpty() || !(place.get().sort() instanceof Scalar)) {
      return state.push(unknown(field, state)).approximated(factory);
    }
    Term value = state.contents(place.get(), execution.unknowns());
    return note(state, place.get(), value).push(value);
  }

  /** {@code ..., value -> ...}. */
  private State writeStatic(FieldReference field, State state) {
    Term value = execution.operators().narrow(field.descriptor(), state.top(0));
    State popped = state.pop(1).share(value);
    Place place = placeToWrite(field);
    boolean isKept =
        place.stability() != Place.Stability.VOLATILE && place.sort() instanceof Scalar;
    return isKept ? popped.withHeap(popped.heap().with(place, value)) : popped;
  }

  private Place placeToWrite(FieldReference field) {
    return execution.places().of(field).orElseThrow(() -> new Limit.Reached(Limit.HIDDEN_WRITE));
  }

  private Term unknown(FieldReference field, State state) {
    return state.unknown(
        field.name(),
        execution.unknown(Reason.UNKNOWN_FIELD, field.toString(), field.descriptor()),
        execution.unknowns());
  }

  private State note(State state, Place place, Term value) {
    return execution.noteRead(
        state, place, value, frame.method().hashCode() * 31 + index, mayRepeat);
  }
}
