package org.umbriel.symexec.replay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;

/** Random possible plans over the classes of {@link TextAndDriverAgreeTest}. */
final class PlanGenerator {
  private static final List<String> OBJECTS =
      List.of(
          "Ljava/lang/String;",
          "Lp/Box;",
          "[I",
          "[Ljava/lang/Object;",
          "[Ljava/lang/String;",
          "Lp/Box$Color;",
          "Ljava/lang/Class;",
          "Ljava/lang/Long;",
          "Lp/Box$Pair;",
          "Ljava/util/List;");
  private static final String[] TEXTS = {"", "a", "\"\\\n'\u0000", "\ud800", "\\u0041", "*/"};
  private static final int DEPTH = 3;

  private final Program program;
  private final Random random;
  private final List<String> locals = new ArrayList<>();

  PlanGenerator(Program program, Random random) {
    this.program = program;
    this.random = random;
  }

  Invocation plan() {
    locals.clear();
    List<Step> steps = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      steps.add(step());
    }
    String owner = pick(List.of("p/Box", "p/Box", "p/Box", "p/Box$Pair", "p/Box$Inner"));
    return new Invocation(steps, call(pick(methods(owner)), 0));
  }

  private Step step() {
    Optional<Value> box = localOf("Lp/Box;");
    if (box.isPresent() && random.nextBoolean()) {
      return random.nextBoolean()
          ? new Step.Put(new FieldReference("p/Box", "field", "I"), box, value("I", 1))
          : new Step.Run(
              Value.Call.on(box.get(), new MethodReference("p/Box", "set", "(I)V"), value("I", 1)));
    }
    Value value = value(pick(List.of("Lp/Box;", "Lp/Box;", "[I", "Ljava/lang/Object;", "C")), 1);
    locals.add(value.type());
    return new Step.Let(value);
  }

  private List<MethodCode> methods(String owner) {
    ClassUnit unit = program.find(owner).orElseThrow();
    return unit.methods().stream()
        .filter(m -> m.name().matches("m|n|only|list") && !m.isSynthetic())
        .toList();
  }

  private Value.Call call(MethodCode method, int depth) {
    boolean inner = method.isConstructor() && method.owner().equals("p/Box$Inner");
    List<Value> arguments = new ArrayList<>();
    for (String type : MethodDescriptor.parse(method.descriptor()).parameters()) {
      boolean outer = inner && arguments.isEmpty();
      arguments.add(outer ? object(type, depth + 1) : value(type, depth + 1));
    }
    Optional<Value> receiver =
        method.isStatic() || method.isConstructor()
            ? Optional.empty()
            : Optional.of(object("L" + method.owner() + ";", depth + 1));
    return new Value.Call(method.reference(), receiver, arguments);
  }

  private Value value(String type, int depth) {
    if (!MethodDescriptor.isReference(type)) {
      return primitive(type);
    }
    Optional<Value> local = localOf(type);
    if (local.isPresent() && random.nextInt(3) == 0) {
      return local.get();
    }
    return random.nextInt(8) == 0 ? new Value.Null(type) : object(type, depth);
  }

  private Optional<Value> localOf(String type) {
    int index = locals.indexOf(type);
    return index < 0 ? Optional.empty() : Optional.of(new Value.Local(index, type));
  }

  private Value primitive(String type) {
    long bits = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextLong();
    return switch (type) {
      case "Z" -> Value.of(random.nextBoolean());
      case "B" -> Value.of((byte) bits);
      case "C" -> Value.of((char) bits);
      case "S" -> Value.of((short) bits);
      case "I" -> Value.of((int) bits);
      case "J" -> Value.of(bits);
      case "F" ->
          Value.of(random.nextInt(4) == 0 ? 0f / (bits & 1) : Float.intBitsToFloat((int) bits));
      default -> Value.of(random.nextInt(4) == 0 ? 1d / (bits & 1) : Double.longBitsToDouble(bits));
    };
  }

  /** Not null. */
  private Value object(String type, int depth) {
    return switch (type) {
      case "Ljava/lang/Object;" -> object(pick(OBJECTS), depth);
      case "Ljava/lang/Comparable;", "Ljava/lang/CharSequence;", "Ljava/lang/String;" ->
          new Value.Text(TEXTS[random.nextInt(TEXTS.length)]);
      case "Ljava/lang/Class;" ->
          new Value.ClassLiteral(pick(List.of("I", "V", "[[J", "Lp/Box$Color;", "Lp/Box;")));
      case "Ljava/lang/Long;" ->
          Value.Call.onStatic(
              new MethodReference("java/lang/Long", "valueOf", "(J)Ljava/lang/Long;"),
              primitive("J"));
      case "Ljava/util/List;", "Ljava/util/Collection;" ->
          Value.Call.construct("java/util/ArrayList", "()V");
      case "Lp/Box$Color;" ->
          new Value.StaticField(
              new FieldReference(
                  "p/Box$Color", random.nextBoolean() ? "RED" : "GREEN", "Lp/Box$Color;"));
      case "Lp/Box;" -> box(depth);
      case "Lp/Box$Pair;", "Lp/Box$Inner;" -> call(pick(constructors(type)), depth);
      default -> array(type, depth);
    };
  }

  private List<MethodCode> constructors(String type) {
    return program.find(Program.internalName(type)).orElseThrow().methods().stream()
        .filter(m -> m.isConstructor() && !m.isSynthetic())
        .toList();
  }

  private Value box(int depth) {
    if (depth > DEPTH) {
      return Value.Call.construct("p/Box", "()V");
    } else if (random.nextInt(4) == 0) {
      return call(pick(factories()), depth);
    }
    return call(pick(constructors("Lp/Box;")), depth);
  }

  private List<MethodCode> factories() {
    return program.find("p/Box").orElseThrow().methods().stream()
        .filter(m -> m.name().equals("of"))
        .toList();
  }

  private Value array(String type, int depth) {
    int length = depth > DEPTH ? 0 : random.nextInt(4);
    if (random.nextInt(3) == 0) {
      return new Value.BlankArray(type, length);
    }
    List<Value> elements = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      elements.add(value(type.substring(1), depth + 1));
    }
    return new Value.Array(type, elements);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
