package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Term;

/** {@code Model -> InputValue}s of a method's receiver and parameters. */
final class InputReader {
  private static final int LONGEST = 64;
  private static final int DEEPEST = 3;

  private final Execution execution;
  private final State entry;
  private final Evaluator model;

  /**
   * A reader.
   *
   * @param entry the state in which the method is entered
   */
  InputReader(Execution execution, State entry, Evaluator model) {
    this.execution = execution;
    this.entry = entry;
    this.model = model;
  }

  /** The arguments; empty if one of them is too large to be built. */
  Optional<List<InputValue>> arguments() {
    MethodCode method = execution.root();
    List<InputValue> arguments = new ArrayList<>();
    try {
      if (!method.isStatic() && !method.isConstructor()) {
        arguments.add(value(entry.locals().defined(0), "L" + method.owner() + ";", 0));
      }
      List<String> types = method.type().parameters();
      for (int i = 0; i < types.size(); i++) {
        int slot = method.type().slotOf(i, method.isStatic());
        arguments.add(value(entry.locals().defined(slot), types.get(i), 0));
      }
    } catch (TooLarge tooLarge) {
      return Optional.empty();
    }
    return Optional.of(arguments);
  }

  private InputValue value(Term term, String descriptor, int depth) {
    long value = model.value(term);
    if (!MethodDescriptor.isReference(descriptor)) {
      return new InputValue.Primitive(value);
    }
    if (value == 0) {
      return new InputValue.Null();
    }
    return descriptor.startsWith("[")
        ? array(term, descriptor, depth)
        : instance(term, descriptor, depth);
  }

  private InputValue array(Term array, String descriptor, int depth) {
    long length = model.value(entry.read(Place.LENGTH, array, execution.unknowns()));
    if (length > LONGEST || (depth >= DEEPEST && length > 0)) {
      throw new TooLarge();
    }
    String element = descriptor.substring(1);
    Term elements = entry.read(placeOf(element), array, execution.unknowns());
    List<InputValue> values = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Term at = execution.factory().select(elements, execution.factory().intValue(i));
      values.add(value(at, element, depth + 1));
    }
    return new InputValue.Array(values);
  }

  private static Place placeOf(String element) {
    if (MethodDescriptor.isReference(element)) {
      return Place.elements("Ljava/lang/Object;");
    }
    return Place.elements(element.equals("Z") ? "B" : element);
  }

  private InputValue instance(Term object, String descriptor, int depth) {
    String type = Program.internalName(descriptor);
    Map<FieldReference, InputValue> fields = new LinkedHashMap<>();
    if (depth < DEEPEST) {
      execution
          .places()
          .instanceFields()
          .forEach(
              (field, place) -> {
                if (isFieldOf(type, field)) {
                  Term content = entry.read(place, object, execution.unknowns());
                  fields.put(field, value(content, field.descriptor(), depth + 1));
                }
              });
    }
    Map<String, Boolean> types = new LinkedHashMap<>();
    execution.types().tests(object).forEach((name, test) -> types.put(name, model.isTrue(test)));
    return new InputValue.Instance(types, fields);
  }

  private boolean isFieldOf(String type, FieldReference field) {
    return execution.world().program().subtyping(type, field.owner()) == Program.Subtyping.YES;
  }

  @SuppressWarnings("serial")
  private static final class TooLarge extends RuntimeException {
    TooLarge() {
      super("too large", null, false, false);
    }
  }
}
