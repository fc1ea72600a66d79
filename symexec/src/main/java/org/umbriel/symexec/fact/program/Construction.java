package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * Which fields others can see before an initialiser has written them, so that they hold zero. In a
 * constructor that is so where {@code this} leaks, and at the end; in a class initialiser at the
 * end, and where other code runs (see {@link EarlyReads}).
 */
final class Construction {
  private final ValueGraph graph;
  private final MethodCode method;
  private final Sink sink;
  private final List<FieldUnit> fields = new ArrayList<>();
  private final int self;
  private final EarlyReads earlyReads;
  private final Set<Integer> names;
  private @Nullable Support confinedBefore;
  private Set<FieldReference> assignedBefore = Set.of();
  private boolean leaked;

  /** Takes what fields are seen to hold. */
  interface Sink {
    void holds(FieldReference field, Fact fact);

    /** Everything said of the field rests on this. */
    void restsOn(FieldReference field, Support support);
  }

  Construction(ValueGraph graph, ProgramKnowledge knowledge, Sink sink) {
    this.graph = graph;
    this.method = graph.method();
    this.sink = sink;
    this.earlyReads = new EarlyReads(graph.method(), knowledge.calls());
    boolean constructs = method.isConstructor();
    boolean initialises = method.isClassInitializer();
    if (constructs || initialises) {
      knowledge.context().program().find(method.owner()).map(ClassUnit::fields).stream()
          .flatMap(List::stream)
          .filter(f -> f.isStatic() == initialises)
          .filter(f -> !f.isStatic() || f.constantValue().isEmpty())
          .filter(knowledge.fields()::isClosed)
          .forEach(fields::add);
    }
    this.self = constructs ? graph.argumentLocals()[0] : ValueGraph.NONE;
    this.names = constructs ? graph.mergesWith(self) : Set.of();
    this.leaked = constructs && knowledge.finalizers().maySee(method.owner());
    if (leaked) {
      fields.forEach(this::addZero);
    }
  }

  List<FieldReference> ownFields() {
    return fields.stream().map(FieldUnit::reference).toList();
  }

  void before(int index, State state) {
    if (fields.isEmpty()) {
      return;
    }
    assignedBefore = state.assigned();
    if (self != ValueGraph.NONE) {
      confinedBefore = state.confinement(self).orElse(null);
      if (confinedBefore != null && !names.isEmpty()) {
        restOn(confinedBefore);
      }
    } else {
      List<FieldUnit> unassigned =
          fields.stream().filter(f -> !assignedBefore.contains(f.reference())).toList();
      earlyReads.seenAt(index, unassigned).forEach(this::addZero);
    }
  }

  /**
   * Behind an instruction of a constructor.
   *
   * @param summary of the callee, if it is a call
   */
  void after(int index, Optional<MethodSummary> summary, State state) {
    if (self == ValueGraph.NONE || fields.isEmpty()) {
      return;
    } else if (confinedBefore == null) {
      use(index, state);
      return;
    }
    Optional<Support> confined = state.confinement(self);
    if (confined.isEmpty()) {
      leaked = true;
      restOn(confinedBefore);
      if (!delegates(index)) {
        addUnassigned(assignedBefore);
      }
    } else if (method.instruction(index) instanceof Instruction.Throw) {
      restOn(confined.get());
    } else if (summary.isPresent()) {
      lend(index, summary.get(), state);
    }
  }

  /**
   * Once {@code this} has a second name, as in {@code lock == null ? this : lock}, each use may
   * show it to others, but for reads and writes of its own fields. What it is stored into has it
   * after the write.
   */
  private void use(int index, State state) {
    Instruction instruction = method.instruction(index);
    boolean isAccess = instruction instanceof Instruction.FieldAccess access && !access.isStatic();
    int first = isAccess && state.canonical(graph.operand(index, 0)) == self ? 1 : 0;
    boolean isStore = isAccess && graph.operandCount(index) == 2;
    for (int i = first; i < graph.operandCount(index); i++) {
      int operand = state.canonical(graph.operand(index, i));
      if (operand == state.canonical(self) || names.contains(operand)) {
        leaked = true;
        addUnassigned(isStore ? state.assigned() : assignedBefore);
      }
    }
  }

  /** Another constructor of the class knows itself which fields it has written. */
  private boolean delegates(int index) {
    return method.instruction(index) instanceof Instruction.Invoke call
        && call.method().isConstructor()
        && call.method().owner().equals(method.owner())
        && graph.operand(index, 0) == self;
  }

  /** The callee does not keep the object, but it may read fields that are not written yet. */
  private void lend(int index, MethodSummary summary, State state) {
    if (delegates(index)) {
      return;
    }
    for (int i = 0; i < graph.operandCount(index); i++) {
      if (state.canonical(graph.operand(index, i)) == state.canonical(self)) {
        Set<FieldReference> read = summary.lent().getOrDefault(i, Set.of());
        fields.stream()
            .filter(f -> read.contains(f.reference()))
            .filter(f -> !assignedBefore.contains(f.reference()))
            .forEach(this::addZero);
      }
    }
  }

  void returns(State state) {
    if (fields.isEmpty()) {
      return;
    }
    if (self != ValueGraph.NONE) {
      Optional<Support> confined = state.confinement(self);
      if (confined.isPresent()) {
        restOn(confined.get());
      } else if (!leaked && names.isEmpty()) {
        leaked = true;
        fields.forEach(this::addZero);
      }
    }
    addUnassigned(state.assigned());
  }

  private void addUnassigned(Set<FieldReference> assigned) {
    fields.stream().filter(f -> !assigned.contains(f.reference())).forEach(this::addZero);
  }

  private void addZero(FieldUnit field) {
    Fact zero =
        MethodDescriptor.isReference(field.descriptor())
            ? ReferenceFact.NULL
            : NumberFact.of(Interval.of(0));
    sink.holds(field.reference(), zero);
  }

  /** What the fields are seen to hold rests on the object having been seen by nobody else. */
  private void restOn(Support support) {
    if (!support.isEmpty()) {
      fields.forEach(f -> sink.restsOn(f.reference(), support));
    }
  }
}
