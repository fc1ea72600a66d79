package org.umbriel.symexec.fact.program;

import java.util.Optional;
import java.util.function.IntFunction;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/** That something outside a method's body is not null, to see what would follow. */
sealed interface Hypothesis {

  /** What a person would do to make it true. */
  String advice();

  record OfResult(MethodReference method, Origin origin) implements Hypothesis {
    @Override
    public String advice() {
      String name = JavaNames.method(method);
      return switch (origin) {
        case PROGRAM ->
            "a result of " + name + " that is shown not to be null, by Objects.requireNonNull say";
        case LIBRARY -> "@NonNull on the result of " + name + ", or tests of it";
        case PLATFORM -> "tests of what " + name + " returns";
      };
    }
  }

  /** Whose code a method is. */
  enum Origin {
    PROGRAM,
    LIBRARY,
    PLATFORM;

    static Origin of(MethodCode method, Context context) {
      if (context.program().contains(method.owner())) {
        return PROGRAM;
      }
      return Closure.isOfPlatform(method.owner(), context) ? PLATFORM : LIBRARY;
    }
  }

  record OfField(FieldReference field) implements Hypothesis {
    @Override
    public String advice() {
      String name = JavaNames.type(field.owner()) + "." + field.name();
      return "a field " + name + " that is final and never given null";
    }
  }

  record OfParameter(MethodReference method, int position, String name) implements Hypothesis {
    @Override
    public String advice() {
      return "@NonNull on parameter " + name + " of " + JavaNames.method(method);
    }
  }

  /** What would have to be known of a value; empty if it is made inside the method. */
  static Optional<Hypothesis> of(int value, ValueGraph graph, Context context) {
    Definition definition = graph.definition(value);
    MethodCode method = graph.method();
    if (definition instanceof Definition.Argument argument
        && !(argument.position() == 0 && !method.isStatic())) {
      String name = new ValueText(graph).parameter(argument.position());
      return Optional.of(new OfParameter(method.reference(), argument.position(), name));
    } else if (definition instanceof Definition.Result result) {
      Instruction made = method.instruction(result.instruction());
      if (made instanceof Instruction.Invoke call) {
        return context
            .targets()
            .resolve(call.method())
            .map(m -> new OfResult(m.reference(), Origin.of(m, context)));
      } else if (made instanceof Instruction.FieldAccess access) {
        return context
            .targets()
            .resolve(access.field())
            .filter(f -> context.program().contains(f.owner()))
            .map(f -> new OfField(f.reference()));
      }
    }
    return Optional.empty();
  }

  /** A method's world in which the hypothesis holds as well. */
  default ProgramWorld world(ProgramKnowledge knowledge, MethodCode method) {
    Hypothesis hypothesis = this;
    return new ProgramWorld(knowledge, method) {
      @Override
      public Fact argument(int position) {
        boolean isIt =
            hypothesis instanceof OfParameter it
                && it.method().equals(method.reference())
                && it.position() == position;
        return isIt ? nonNull(super.argument(position)) : super.argument(position);
      }

      @Override
      public Optional<Fact> content(FieldUnit field) {
        boolean isIt = hypothesis instanceof OfField it && it.field().equals(field.reference());
        return isIt ? super.content(field).map(Hypothesis::nonNull) : super.content(field);
      }

      @Override
      public Optional<MethodSummary> call(
          int instruction, Instruction.Invoke call, IntFunction<ReferenceFact> operands) {
        Optional<MethodSummary> known = super.call(instruction, call, operands);
        boolean isIt =
            hypothesis instanceof OfResult it
                && context
                    .targets()
                    .resolve(call.method())
                    .filter(m -> m.reference().equals(it.method()))
                    .isPresent();
        return isIt ? known.map(s -> s.withResult(nonNull(s.result()))) : known;
      }
    };
  }

  private static Fact nonNull(Fact fact) {
    return fact instanceof ReferenceFact reference ? reference.nonNull() : fact;
  }
}
