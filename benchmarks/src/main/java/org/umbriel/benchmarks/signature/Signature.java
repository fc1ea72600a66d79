package org.umbriel.benchmarks.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Declaration;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

/** A random function with the arguments that it is called with and the result that it gives. */
final class Signature {
  private final String name;
  private final Typed result;
  private final List<Typed> parameters;
  private final List<Typed> variadic;
  private final Optional<CallbackShape> callback;

  /** A type and the value of it that is used. */
  private record Typed(Shape shape, Object value) {
    String literal() {
      return shape.literal(value);
    }
  }

  /** A callback with what it is called with and what it answers. */
  private record CallbackShape(Typed result, List<Typed> parameters) {
    String declaration() {
      return result.shape().declare("(*callback)(" + declarations(parameters, "") + ")");
    }
  }

  Signature(String name, ShapeSource shapes, Random random) {
    this.name = name;
    result = typed(shapes.result(), random);
    parameters = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      parameters.add(typed(shapes.parameter(), random));
    }
    callback = random.nextInt(3) == 0 ? Optional.of(callback(shapes, random)) : Optional.empty();
    variadic = new ArrayList<>();
    for (int i = random.nextInt(3) == 0 ? random.nextInt(6) : 0; i > 0; i--) {
      variadic.add(typed(shapes.variadic(), random));
    }
  }

  private static Typed typed(Shape shape, Random random) {
    return new Typed(shape, shape.random(random));
  }

  private static CallbackShape callback(ShapeSource shapes, Random random) {
    List<Typed> parameters = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      parameters.add(typed(shapes.parameter(), random));
    }
    return new CallbackShape(typed(shapes.result(), random), parameters);
  }

  private static String declarations(List<Typed> typed, String prefix) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      all.add(typed.get(i).shape().declare(prefix.isEmpty() ? "" : prefix + i));
    }
    return all.isEmpty() ? "void" : String.join(", ", all);
  }

  private String head() {
    String list = declarations(parameters, "a");
    list += callback.map(c -> ", " + c.declaration()).orElse("");
    list += variadic.isEmpty() ? "" : ", ...";
    return result.shape().declare(name + "(" + list + ")");
  }

  /** The function: folds all it gets into a variable of its own. */
  String source() {
    StringBuilder body =
        new StringBuilder("u64 seen_" + name + ";\n" + head() + " {\n  u64 h = 1;\n");
    for (int i = 0; i < parameters.size(); i++) {
      body.append(fold(parameters.get(i), "a" + i));
    }
    callback.ifPresent(
        c -> {
          String arguments =
              c.parameters().stream().map(Typed::literal).collect(Collectors.joining(", "));
          body.append("  { ").append(c.result().shape().declare("r"));
          body.append(" = callback(" + arguments + ");\n");
          body.append(fold(c.result(), "r")).append("  }\n");
        });
    String last = callback.isPresent() ? "callback" : "a" + (parameters.size() - 1);
    if (!variadic.isEmpty()) {
      body.append("  __builtin_va_list l; __builtin_va_start(l, " + last + ");\n");
    }
    for (Typed each : variadic) {
      String type = each.shape().declare("");
      body.append("  { ").append(each.shape().declare("v"));
      body.append(" = __builtin_va_arg(l, " + type + ");\n")
          .append(fold(each, "v"))
          .append("  }\n");
    }
    body.append("  seen_" + name + " = h;\n");
    String type = result.shape().declare("result");
    return body.append("  " + type + " = " + result.literal() + ";\n  return result;\n}\n")
        .toString();
  }

  private static String fold(Typed typed, String place) {
    return "    " + typed.shape().fold(place, typed.value()) + "\n";
  }

  /** Calls it; empty if both sides saw what they should. */
  Optional<String> defect(NativeLibrary library) {
    try (Arena arena = new Arena()) {
      NativeFunction function = library.function(name);
      List<String> defects = new ArrayList<>();
      Value got = function.call(arguments(library, arena, defects).toArray());
      if (!result.shape().matches(got, result.value())) {
        defects.add("result " + got + ", expected " + result.literal());
      }
      if (library.variable("seen_" + name).read().toBigInteger().longValue() != expected()) {
        defects.add("the function saw other arguments");
      }
      return defects.isEmpty()
          ? Optional.empty()
          : Optional.of(head() + "\n  " + String.join("\n  ", defects));
    } catch (NativeException e) {
      return Optional.of(head() + "\n  " + e);
    }
  }

  private List<Object> arguments(NativeLibrary library, Arena arena, List<String> defects) {
    List<Object> arguments = new ArrayList<>();
    parameters.forEach(each -> arguments.add(each.shape().argument(each.value())));
    callback.ifPresent(c -> arguments.add(answering(c, defects)));
    for (Typed each : variadic) {
      Object argument = each.shape().argument(each.value());
      String type = each.shape().declare("").strip();
      boolean isText = argument instanceof String;
      arguments.add(
          isText ? argument : NativePointer.allocate(arena, type(library, type), argument).read());
    }
    return arguments;
  }

  private static CType type(NativeLibrary library, String name) {
    return Declaration.parse("void f(" + name + ")", word -> Optional.of(library.type(word)))
        .function()
        .parameters()
        .get(0)
        .type();
  }

  private static Callback answering(CallbackShape callback, List<String> defects) {
    return got -> {
      for (int i = 0; i < got.size(); i++) {
        Typed expected = callback.parameters().get(i);
        if (!expected.shape().matches(got.get(i), expected.value())) {
          defects.add("the callback got " + got.get(i) + ", expected " + expected.literal());
        }
      }
      return callback.result().shape().argument(callback.result().value());
    };
  }

  private long expected() {
    Fold fold = new Fold();
    parameters.forEach(each -> each.shape().fold(each.value(), fold));
    callback.ifPresent(c -> c.result().shape().fold(c.result().value(), fold));
    variadic.forEach(each -> each.shape().fold(each.value(), fold));
    return fold.value();
  }
}
