package org.umbriel.symexec.fact.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.LocalVariable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.symexec.fact.program.MethodScan.Parameter;

/**
 * Which reference parameters must not be null. That is the default; what is declared aside, it
 * yields to an annotation, to a test, to a parameter that accepts null and that the argument is
 * handed on to, to a literal null from a caller, to what an overridden method accepts, and to calls
 * through a library's method.
 */
final class NullContracts implements ContractSource {
  private static final int LIBRARY_DEPTH = 3;

  private final Program program;
  private final Targets targets;
  private final Graphs graphs;
  private final Map<MethodCode, MethodScan> scans;
  private final DeclaredNullness declared;
  private final Map<MethodReference, Set<Integer>> nullable = new HashMap<>();
  private final Map<MethodReference, List<Contract>> contracts = new HashMap<>();
  private final Map<MethodReference, Set<Integer>> libraryAccepts = new HashMap<>();

  private NullContracts(
      Program program, Targets targets, Graphs graphs, Map<MethodCode, MethodScan> scans) {
    this.program = program;
    this.targets = targets;
    this.graphs = graphs;
    this.scans = scans;
    this.declared = new DeclaredNullness(program);
  }

  /**
   * Infers.
   *
   * @param scans of every method of the program that has code
   */
  static NullContracts infer(
      Program program, Targets targets, Graphs graphs, Map<MethodCode, MethodScan> scans) {
    NullContracts contracts = new NullContracts(program, targets, graphs, scans);
    contracts.propagate();
    return contracts;
  }

  private void propagate() {
    Map<Parameter, List<Parameter>> dependents = new HashMap<>();
    Map<Parameter, List<Parameter>> overriding = new HashMap<>();
    Deque<Parameter> open = new ArrayDeque<>();
    for (ClassUnit unit : program.units()) {
      for (MethodCode method : unit.methods()) {
        seed(method, open);
        for (Parameter overridden : overriddenBy(unit, method)) {
          overriding
              .computeIfAbsent(overridden, k -> new ArrayList<>())
              .add(new Parameter(method.reference(), overridden.position()));
        }
      }
    }
    scans.forEach((method, scan) -> collect(method, scan, dependents, open));
    while (!open.isEmpty()) {
      Parameter parameter = open.poll();
      boolean known =
          !nullable
              .computeIfAbsent(parameter.method(), k -> new HashSet<>())
              .add(parameter.position());
      if (!known) {
        open.addAll(overriding.getOrDefault(parameter, List.of()));
        dependents.getOrDefault(parameter, List.of()).stream()
            .filter(d -> !isDeclared(d))
            .forEach(open::add);
      }
    }
  }

  /** What a method's own declaration and code say. */
  private void seed(MethodCode method, Deque<Parameter> open) {
    MethodScan scan = scans.get(method);
    int receivers = method.isStatic() ? 0 : 1;
    for (int i = 0; i < method.type().parameters().size(); i++) {
      int position = i + receivers;
      boolean accepts =
          DeclaredNullness.isNullable(method, i)
              || (scan != null && scan.accepted().get(position))
              || DeclaredNullness.isEquals(method);
      if (accepts && !declared.isNonNull(method, i)) {
        open.add(new Parameter(method.reference(), position));
      }
    }
  }

  /**
   * What is declared is not weakened by what some code does; only by what it overrides. A receiver
   * is never null.
   */
  private boolean isDeclared(Parameter parameter) {
    return targets
        .resolve(parameter.method())
        .filter(m -> program.contains(m.owner()))
        .filter(m -> isReceiver(m, parameter.position()) || isDeclared(m, parameter.position()))
        .isPresent();
  }

  private boolean isDeclared(MethodCode method, int position) {
    return declared.isNonNull(method, position - (method.isStatic() ? 0 : 1));
  }

  private void collect(
      MethodCode method,
      MethodScan scan,
      Map<Parameter, List<Parameter>> dependents,
      Deque<Parameter> open) {
    for (MethodScan.Passed passed : scan.passed()) {
      Parameter own = new Parameter(method.reference(), passed.own());
      Optional<MethodCode> callee = targets.resolve(passed.to().method());
      if (callee.isEmpty() || isReceiver(callee.get(), passed.to().position())) {
        continue;
      }
      if (program.contains(callee.get().owner())) {
        Parameter to = new Parameter(callee.get().reference(), passed.to().position());
        dependents.computeIfAbsent(to, k -> new ArrayList<>()).add(own);
      } else if (libraryAccepts(callee.get(), LIBRARY_DEPTH).contains(passed.to().position())
          && !isDeclared(own)) {
        open.add(own);
      }
    }
    throughLibraries(scan, open);
    for (Parameter given : scan.nulls()) {
      targets
          .resolve(given.method())
          .filter(m -> !isReceiver(m, given.position()))
          .map(m -> new Parameter(m.reference(), given.position()))
          .filter(p -> !isDeclared(p))
          .ifPresent(open::add);
    }
  }

  /**
   * A library's method has no contract that a call could be asked to keep, so those that override
   * it have none either if such a call may hand on a null.
   */
  private void throughLibraries(MethodScan scan, Deque<Parameter> open) {
    for (Parameter given : scan.unsure()) {
      targets
          .resolve(given.method())
          .filter(m -> !program.contains(m.owner()) && !isReceiver(m, given.position()))
          .ifPresent(m -> open.add(new Parameter(m.reference(), given.position())));
    }
  }

  private static boolean isReceiver(MethodCode method, int position) {
    return position == 0 && !method.isStatic();
  }

  private Set<Integer> libraryAccepts(MethodCode method, int depth) {
    Set<Integer> known = libraryAccepts.get(method.reference());
    if (known != null || depth == 0) {
      return known == null ? Set.of() : known;
    }
    Set<Integer> accepted = new HashSet<>();
    libraryAccepts.put(method.reference(), accepted);
    graphs
        .of(method)
        .map(MethodScan::of)
        .ifPresent(
            scan -> {
              scan.accepted().stream().forEach(accepted::add);
              for (MethodScan.Passed passed : scan.passed()) {
                targets
                    .resolve(passed.to().method())
                    .filter(m -> !isReceiver(m, passed.to().position()))
                    .filter(m -> libraryAccepts(m, depth - 1).contains(passed.to().position()))
                    .ifPresent(m -> accepted.add(passed.own()));
              }
            });
    return accepted;
  }

  /** The same parameter of the methods that a method overrides. */
  private List<Parameter> overriddenBy(ClassUnit unit, MethodCode method) {
    List<Parameter> found = new ArrayList<>();
    if (method.isStatic() || method.isPrivate() || method.isConstructor()) {
      return found;
    }
    Deque<String> open = new ArrayDeque<>(unit.interfaces());
    unit.superName().ifPresent(open::add);
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.poll();
      Optional<ClassUnit> supertype = seen.add(name) ? program.find(name) : Optional.empty();
      supertype.ifPresent(
          s -> {
            s.method(method.name(), method.descriptor())
                .ifPresent(m -> parameters(m).forEach(found::add));
            open.addAll(s.interfaces());
            s.superName().ifPresent(open::add);
          });
    }
    return found;
  }

  private static List<Parameter> parameters(MethodCode method) {
    List<Parameter> found = new ArrayList<>();
    for (int i = 0; i < method.type().parameters().size(); i++) {
      found.add(new Parameter(method.reference(), i + (method.isStatic() ? 0 : 1)));
    }
    return found;
  }

  /** Whether a parameter, counted with the receiver, is required not to be null. */
  Optional<Contract> of(MethodCode method, int position) {
    int parameter = position - (method.isStatic() ? 0 : 1);
    boolean required =
        parameter >= 0
            && MethodDescriptor.isReference(method.type().parameters().get(parameter))
            && !nullable.getOrDefault(method.reference(), Set.of()).contains(position);
    if (!required) {
      return Optional.empty();
    }
    Contract.Origin origin =
        declared.isNonNull(method, parameter) ? Contract.Origin.DECLARED : Contract.Origin.DEFAULT;
    return Optional.of(
        Contract.nonNull(method.reference(), parameter, nameOf(method, parameter), origin));
  }

  private static String nameOf(MethodCode method, int parameter) {
    int slot = method.type().slotOf(parameter, method.isStatic());
    return method.localVariable(slot, 0).map(LocalVariable::name).orElse("p" + parameter);
  }

  @Override
  public List<Contract> requires(MethodReference reference) {
    return targets
        .resolve(reference)
        .filter(m -> program.contains(m.owner()) && !m.isPrivate())
        .map(m -> contracts.computeIfAbsent(m.reference(), k -> contractsOf(m)))
        .orElse(List.of());
  }

  private List<Contract> contractsOf(MethodCode method) {
    int receivers = method.isStatic() ? 0 : 1;
    List<Contract> found = new ArrayList<>();
    for (int i = 0; i < method.type().parameters().size(); i++) {
      of(method, i + receivers).ifPresent(found::add);
    }
    return List.copyOf(found);
  }
}
