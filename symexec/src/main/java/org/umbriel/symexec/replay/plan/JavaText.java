package org.umbriel.symexec.replay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;

/**
 * A plan as Java 8 source. Casts stand only where a compiler might choose another overload; names
 * are written in full. For plans that {@link PlanValidator} finds possible.
 */
public final class JavaText {
  private final Program program;
  private final SourceNames names;
  private final Overloads overloads;
  private final Writer writer = new Writer();

  public JavaText(Program program) {
    this.program = program;
    this.names = new SourceNames(program);
    this.overloads = new Overloads(program);
  }

  /**
   * In one line: {@code new a.b.C().m(new char[0], 0)}, or, with steps, statements: {@code a.b.C v0
   * = new a.b.C(); v0.set(1); v0.m(v0)}.
   */
  public String expression(Invocation invocation) {
    return String.join("; ", statements(invocation));
  }

  /** One text a statement, the call last, without semicolons. */
  public List<String> statements(Invocation invocation) {
    List<String> statements = new ArrayList<>();
    int locals = 0;
    for (Step step : invocation.steps()) {
      statements.add(step.accept(new Statement(locals)));
      locals += step instanceof Step.Let ? 1 : 0;
    }
    statements.add(of(invocation.call()));
    return statements;
  }

  /** A value as an expression. */
  public String of(Value value) {
    return value.accept(writer);
  }

  private String nameOf(String descriptor) {
    return names
        .ofType(descriptor)
        .orElseThrow(() -> new IllegalArgumentException("no name in Java: " + descriptor));
  }

  private String nameOfClass(String internalName) {
    return nameOf("L" + internalName + ";");
  }

  /** Steps, as statements. */
  private final class Statement implements Step.Visitor<String> {
    private final int local;

    Statement(int local) {
      this.local = local;
    }

    @Override
    public String let(Step.Let step) {
      String type = nameOf(step.value().type());
      return type + " v" + local + " = " + assigned(step.value());
    }

    @Override
    public String run(Step.Run step) {
      return of(step.call());
    }

    @Override
    public String put(Step.Put step) {
      String object =
          step.object().isPresent()
              ? receiver(step.object().get(), step.field().owner())
              : nameOfClass(step.field().owner());
      return object + "." + step.field().name() + " = " + assigned(step.value());
    }
  }

  private String assigned(Value value) {
    return value instanceof Value.Primitive primitive ? Literals.assignable(primitive) : of(value);
  }

  private String receiver(Value object, String owner) {
    String text = of(object);
    return object.type().equals("L" + owner + ";")
        ? text
        : "((" + nameOfClass(owner) + ") " + text + ")";
  }

  private List<String> arguments(Value.Call call, Optional<MethodCode> target) {
    List<String> parameters = MethodDescriptor.parse(call.method().descriptor()).parameters();
    boolean ambiguous = overloads.competeWith(call.method(), call.method().owner());
    boolean varargs = target.filter(t -> (t.access() & Opcodes.ACC_VARARGS) != 0).isPresent();
    return IntStream.range(0, parameters.size())
        .mapToObj(
            i -> {
              Value argument = call.arguments().get(i);
              boolean last = i == parameters.size() - 1;
              boolean cast =
                  (ambiguous && !isExactly(argument, parameters.get(i)))
                      || (varargs && last && argument instanceof Value.Null);
              return (cast ? "(" + nameOf(parameters.get(i)) + ") " : "") + of(argument);
            })
        .toList();
  }

  /** Whether the compiler, too, sees the type: a call's may be an instance of a type variable. */
  private static boolean isExactly(Value value, String type) {
    boolean inferred = value instanceof Value.Call call && !call.method().isConstructor();
    boolean primitive = !MethodDescriptor.isReference(type);
    return primitive || (value.type().equals(type) && !(value instanceof Value.Null) && !inferred);
  }

  /** Values, as expressions. */
  private final class Writer implements Value.Visitor<String> {
    @Override
    public String primitive(Value.Primitive value) {
      return Literals.of(value);
    }

    @Override
    public String nothing(Value.Null value) {
      return "null";
    }

    @Override
    public String text(Value.Text value) {
      return Literals.ofText(value.value());
    }

    @Override
    public String classLiteral(Value.ClassLiteral value) {
      return nameOf(value.descriptor()) + ".class";
    }

    @Override
    public String array(Value.Array value) {
      return value.elements().isEmpty()
          ? blank(value.type(), 0)
          : value.elements().stream()
              .map(JavaText.this::assigned)
              .collect(Collectors.joining(", ", "new " + nameOf(value.type()) + " {", "}"));
    }

    @Override
    public String blankArray(Value.BlankArray value) {
      return blank(value.type(), value.length());
    }

    /** {@code new int[3][]}: the length stands in the first pair of brackets. */
    private String blank(String arrayType, int length) {
      int dimensions = arrayType.lastIndexOf('[') + 1;
      return "new "
          + nameOf(arrayType.substring(dimensions))
          + "["
          + length
          + "]"
          + "[]".repeat(dimensions - 1);
    }

    @Override
    public String call(Value.Call value) {
      MethodReference method = value.method();
      List<String> arguments = arguments(value, program.resolve(method));
      if (method.isConstructor()) {
        return construction(value, arguments);
      }
      String object =
          value.receiver().isPresent()
              ? receiver(value.receiver().get(), method.owner())
              : nameOfClass(method.owner());
      return object + "." + method.name() + "(" + String.join(", ", arguments) + ")";
    }

    private String construction(Value.Call value, List<String> arguments) {
      MethodReference constructor = value.method();
      String name = nameOfClass(constructor.owner());
      Optional<ClassUnit> inner =
          program
              .find(constructor.owner())
              .filter(owner -> SourceNames.hasOuterObject(constructor, owner));
      if (inner.isEmpty()) {
        return "new " + name + "(" + String.join(", ", arguments) + ")";
      }
      String outer = MethodDescriptor.parse(constructor.descriptor()).parameters().get(0);
      return receiver(value.arguments().get(0), Program.internalName(outer))
          + ".new "
          + name.substring(name.lastIndexOf('.') + 1)
          + "("
          + String.join(", ", arguments.subList(1, arguments.size()))
          + ")";
    }

    @Override
    public String staticField(Value.StaticField value) {
      return nameOfClass(value.field().owner()) + "." + value.field().name();
    }

    @Override
    public String local(Value.Local value) {
      return "v" + value.index();
    }
  }
}
