package org.umbriel.symexec.fact.program;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.Effects;
import org.umbriel.symexec.fact.method.MethodAnalysis;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.method.Observer;
import org.umbriel.symexec.fact.method.Orders;
import org.umbriel.symexec.fact.method.Orders.Pair;
import org.umbriel.symexec.fact.method.Orders.Quantity;
import org.umbriel.symexec.fact.method.Outcomes;
import org.umbriel.symexec.fact.method.World;
import org.umbriel.symexec.fact.state.Detail;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.Types;
import org.umbriel.symexec.fact.value.ValueGraph;

/** Answers that do not depend on what is known of the program so far. */
abstract class BaseWorld implements World {
  private static final MethodReference NEW_ARRAY =
      new MethodReference(
          "java/lang/reflect/Array", "newInstance", "(Ljava/lang/Class;I)Ljava/lang/Object;");

  final Context context;
  final MethodCode method;

  BaseWorld(Context context, MethodCode method) {
    this.context = context;
    this.method = method;
  }

  /**
   * Analyses the method in this world: as closely as its budget allows, coarsely from the time on
   * when it did not.
   *
   * @return false if the budget ended first, or it failed; nothing counts then that the observer
   *     has seen
   */
  final boolean run(ValueGraph graph, Observer observer) {
    return context.defects().guarded(method, () -> analyse(graph, observer)).orElse(false);
  }

  private boolean analyse(ValueGraph graph, Observer observer) {
    List<FieldUnit> fields = context.fieldsBeside(method);
    if (!context.exploding().contains(method.reference())) {
      if (MethodAnalysis.run(graph, this, fields, Detail.WHOLE, observer)) {
        return true;
      }
      context.exploding().add(method.reference());
    }
    return MethodAnalysis.run(graph, this, fields, Detail.COARSE, observer);
  }

  @Override
  public final Types types() {
    return context.types();
  }

  @Override
  public final Fact declared(String descriptor) {
    return context.declared().of(descriptor);
  }

  @Override
  public final Optional<FieldUnit> field(FieldReference reference) {
    return context.targets().resolve(reference);
  }

  @Override
  public final Set<FieldReference> ownFields() {
    return context.fieldsBeside(method).stream()
        .map(FieldUnit::reference)
        .collect(Collectors.toSet());
  }

  @Override
  public final Support rereading(FieldUnit field) {
    if (!field.isFinal()) {
      return context.premises().assuming(new Assumption.NoInterference());
    }
    return field.isStatic()
        ? Support.NONE
        : context.premises().assuming(new Assumption.NoReflectiveWrites());
  }

  @Override
  public final Support rereadingElement() {
    return context.premises().assuming(new Assumption.NoInterference());
  }

  /** What is known of the object that a call is made on. */
  static ReferenceFact receiver(Instruction.Invoke call, IntFunction<ReferenceFact> operands) {
    return call.isStatic() ? ReferenceFact.ANY : operands.apply(0);
  }

  /** The receiver is an instance of the method's class. */
  final Fact receiver() {
    boolean exact = context.program().header(method.owner()).map(h -> h.isFinal()).orElse(false);
    return ReferenceFact.of(method.owner(), exact, Support.NONE).nonNull();
  }

  /** What the JDK's own bootstrap methods make; of others, nothing is known. */
  @Override
  public final MethodSummary link(Instruction.InvokeDynamic call) {
    MethodDescriptor type = MethodDescriptor.parse(call.descriptor());
    MethodSummary unknown = MethodSummary.unknown(declared(type.returnType()));
    Support jdk = context.targets().code(call.bootstrap().owner());
    return switch (call.bootstrap().owner()) {
      case "java/lang/invoke/LambdaMetafactory" -> made(unknown, jdk, true);
      case "java/lang/invoke/StringConcatFactory" ->
          made(unknown, jdk, type.parameters().stream().allMatch(BaseWorld::printsQuietly));
      default -> unknown;
    };
  }

  private static boolean printsQuietly(String descriptor) {
    return !MethodDescriptor.isReference(descriptor) || descriptor.equals("Ljava/lang/String;");
  }

  private static MethodSummary made(MethodSummary unknown, Support jdk, boolean quiet) {
    Fact result = unknown.result();
    if (result instanceof ReferenceFact reference) {
      result = reference.withNullness(Nullness.NON_NULL, jdk);
    }
    MethodSummary made = unknown.withResult(result);
    return quiet ? made.withEffects(Effects.NONE, Map.of(), jdk) : made;
  }

  /**
   * No initialiser of the program's own classes runs: those of libraries know none of its fields.
   */
  @Override
  public final boolean initialisesQuietly(String className) {
    if (className.equals(method.owner()) || className.startsWith("[")) {
      return true;
    }
    return !context.initialisesLoudly().computeIfAbsent(className, this::initialisesLoudly)
        || types().isSubtype(method.owner(), className);
  }

  /**
   * What is known of a call whatever the callee's code is: the constructor of {@code Object} does
   * nothing (JVMS 4.10.1.9 treats it apart), {@code clone} copies an array (JLS 10.7), {@code
   * Array.newInstance} makes one.
   */
  final Optional<MethodSummary> builtIn(
      Instruction.Invoke call, ReferenceFact receiver, Fact declared) {
    boolean isArray = call.method().owner().startsWith("[");
    if (call.method().isConstructor() && call.method().owner().equals(Types.OBJECT)) {
      return Optional.of(quiet(declared));
    } else if (isArray && call.method().name().equals("clone")) {
      ReferenceFact copy =
          receiver.type().name().startsWith("[")
              ? receiver
              : ReferenceFact.of(call.method().owner(), false, Support.NONE);
      return Optional.of(quiet(copy.nonNull()));
    }
    return NEW_ARRAY.equals(call.method()) ? Optional.of(newArray(declared)) : Optional.empty();
  }

  /** An array as long as the second argument, which the JDK checks. */
  private MethodSummary newArray(Fact declared) {
    Support jdk = context.targets().code(NEW_ARRAY.owner());
    Quantity asked = new Quantity(1, false);
    Quantity length = new Quantity(Quantity.RESULT, true);
    Orders orders =
        new Orders(
            Map.of(
                new Pair(Quantity.ZERO, asked), 0L,
                new Pair(length, asked), 0L,
                new Pair(asked, length), 0L));
    Fact array = ((ReferenceFact) declared).withNullness(Nullness.NON_NULL, jdk);
    return quiet(array).withOrders(Outcomes.of(orders, jdk));
  }

  /** A method that gives a result, and neither changes nor keeps anything. */
  private static MethodSummary quiet(Fact result) {
    return MethodSummary.unknown(result)
        .withEffects(Effects.NONE, Map.of(0, Set.of()), Support.NONE);
  }

  private boolean initialisesLoudly(String className) {
    Deque<String> open = new ArrayDeque<>(Set.of(className));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.poll();
      if (!seen.add(name) || !context.program().contains(name)) {
        continue;
      }
      Optional<ClassUnit> unit = context.program().find(name);
      if (unit.isPresent()) {
        if (unit.get().method("<clinit>", "()V").isPresent()) {
          return true;
        }
        open.addAll(unit.get().interfaces());
        unit.get().superName().ifPresent(open::add);
      }
    }
    return false;
  }
}
