package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;

/** Terms over a method's parameters {@code ->} Java expressions; none for any other term. */
final class ParameterText {
  private static final String LENGTH = "length@0";

  private final Map<Term, String> names;
  private final Set<Term> named = new HashSet<>();

  ParameterText(Map<Term, String> names) {
    this.names = names;
  }

  /**
   * What the parameters of a method are called.
   *
   * @param entry the state that the method begins with
   */
  static Map<Term, String> namesOf(MethodCode method, Optional<State> entry) {
    Map<Term, String> names = new LinkedHashMap<>();
    for (int i = 0; i < method.type().parameters().size() && entry.isPresent(); i++) {
      int slot = method.type().slotOf(i, method.isStatic());
      int parameter = i;
      String name = method.localVariable(slot, 0).map(v -> v.name()).orElse("p" + parameter);
      names.put(entry.get().locals().defined(slot), name);
    }
    return names;
  }

  /** The parameters that the texts so far name. */
  Set<Term> named() {
    return named;
  }

  Optional<String> of(Term term) {
    if (term instanceof Literal literal) {
      return literal(literal);
    }
    if (names.containsKey(term)) {
      named.add(term);
      return Optional.of(names.getOrDefault(term, ""));
    }
    return term instanceof Operation operation ? ofOperation(operation) : Optional.empty();
  }

  private static Optional<String> literal(Literal literal) {
    return switch ((Scalar) literal.sort()) {
      case BOOL -> Optional.of(literal.value() == 0 ? "false" : "true");
      case INT -> Optional.of(Long.toString(literal.value()));
      case LONG -> Optional.of(literal.value() + "L");
      case REFERENCE -> literal.value() == 0 ? Optional.of("null") : Optional.empty();
    };
  }

  private Optional<String> ofOperation(Operation operation) {
    List<Term> arguments = operation.arguments();
    return switch (operation.operator()) {
      case NOT -> negated(arguments.get(0));
      case AND -> joined(arguments, " && ");
      case OR -> joined(arguments, " || ");
      case EQUAL -> joined(ordered(arguments), " == ");
      case LESS -> joined(arguments, " < ");
      case ADD -> joined(arguments, " + ");
      case SUBTRACT -> joined(arguments, " - ");
      case MULTIPLY -> joined(arguments, " * ");
      case DIVIDE -> joined(arguments, " / ");
      case REMAINDER -> joined(arguments, " % ");
      case TO_LONG -> operand(arguments.get(0)).map(a -> "(long) " + a);
      case SELECT -> length(operation);
      case CHOOSE,
          BIT_AND,
          BIT_OR,
          BIT_XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          SHIFT_RIGHT_UNSIGNED,
          TO_BYTE,
          TO_SHORT,
          TO_CHAR,
          TO_INT,
          STORE,
          FILL ->
          Optional.empty();
    };
  }

  /** The parameter first, as one would write it. */
  private List<Term> ordered(List<Term> arguments) {
    boolean isBackwards =
        arguments.get(0).isLiteral()
            || (!names.containsKey(arguments.get(0)) && names.containsKey(arguments.get(1)));
    return isBackwards ? List.of(arguments.get(1), arguments.get(0)) : arguments;
  }

  private Optional<String> negated(Term term) {
    if (term instanceof Operation operation) {
      List<Term> arguments = operation.arguments();
      if (operation.operator() == Operator.EQUAL) {
        return joined(ordered(arguments), " != ");
      } else if (operation.operator() == Operator.LESS) {
        return joined(arguments, " >= ");
      }
    }
    return operand(term).map(a -> "!" + a);
  }

  private Optional<String> joined(List<Term> parts, String by) {
    List<String> texts = new ArrayList<>();
    for (Term part : parts) {
      Optional<String> text = operand(part);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text.get());
    }
    return Optional.of(texts.stream().collect(Collectors.joining(by)));
  }

  private Optional<String> operand(Term term) {
    boolean isAtom =
        !(term instanceof Operation operation) || operation.operator() == Operator.SELECT;
    return isAtom ? of(term) : of(term).map(text -> "(" + text + ")");
  }

  /** {@code a.length} of a parameter as the method found it. */
  private Optional<String> length(Operation read) {
    Terms.Application application = Terms.Application.of(read);
    boolean isLength =
        application.map().name().equals(LENGTH) && names.containsKey(application.keys().get(0));
    return isLength
        ? of(application.keys().get(0)).map(array -> array + ".length")
        : Optional.empty();
  }
}
