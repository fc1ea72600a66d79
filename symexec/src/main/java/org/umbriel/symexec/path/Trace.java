package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.umbriel.metadata.classfile.LocalVariable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/** The states that an execution passed {@code ->} the lines that one run takes through them. */
final class Trace {
  private static final int MOST_STEPS = 40;
  private static final int LONGEST = 8;

  private final Execution execution;
  private final MethodCode method;
  private final Evaluator model;
  private final Map<String, String> shown = new HashMap<>();

  Trace(Execution execution, Evaluator model) {
    this.execution = execution;
    this.method = execution.root();
    this.model = model;
  }

  /** The blocks that the run enters, each line once in a row, and the failing instruction. */
  List<Input.Step> to(Obligation failed) {
    List<Input.Step> steps = new ArrayList<>();
    for (Execution.Reached reached : execution.reached()) {
      if (reached.state().path().conjuncts().stream().allMatch(model::isTrue)) {
        add(reached.instruction(), reached.state(), steps);
      }
    }
    add(failed.site().instruction(), failed.reached(), steps);
    return steps.subList(Math.max(0, steps.size() - MOST_STEPS), steps.size());
  }

  private void add(int instruction, State state, List<Input.Step> steps) {
    int line = method.line(instruction);
    Map<String, String> values = new TreeMap<>();
    for (int slot = 0; slot < state.locals().size(); slot++) {
      Term value = state.locals().get(slot);
      Optional<LocalVariable> variable = method.localVariable(slot, instruction);
      if (value != null && variable.isPresent() && !variable.get().name().equals("this")) {
        String text = text(value, variable.get().descriptor(), state);
        if (!text.equals(shown.put(variable.get().name(), text))) {
          values.put(variable.get().name(), text);
        }
      }
    }
    boolean isNews =
        steps.isEmpty() || steps.get(steps.size() - 1).line() != line || !values.isEmpty();
    if (isNews && line > 0) {
      steps.add(new Input.Step(line, values));
    }
  }

  private String text(Term term, String descriptor, State state) {
    long value = model.value(term);
    if (term.sort() == Scalar.REFERENCE) {
      return value == 0 ? "null" : object(term, descriptor, state);
    }
    return switch (descriptor.charAt(0)) {
      case 'Z' -> value == 0 ? "false" : "true";
      case 'C' -> value >= ' ' && value < 127 ? "'" + (char) value + "'" : Long.toString(value);
      case 'F' -> Float.toString(Float.intBitsToFloat((int) value));
      case 'D' -> Double.toString(Double.longBitsToDouble(value));
      default -> Long.toString(value);
    };
  }

  private String object(Term object, String descriptor, State state) {
    if (!descriptor.startsWith("[")) {
      return "not null";
    }
    long length = model.value(state.read(Place.LENGTH, object, execution.unknowns()));
    boolean isShort = length <= LONGEST && "ISCJ".indexOf(descriptor.charAt(1)) >= 0;
    if (!isShort) {
      return "length " + length;
    }
    String element = descriptor.substring(1);
    Term elements =
        state.read(
            Place.elements(MethodDescriptor.isReference(element) ? "Ljava/lang/Object;" : element),
            object,
            execution.unknowns());
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Term at = execution.factory().select(elements, execution.factory().intValue(i));
      texts.add(text(at, element, state));
    }
    return "{" + String.join(", ", texts) + "}";
  }
}
