package org.umbriel.symexec.witness;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.symexec.path.Input;
import org.umbriel.symexec.replay.plan.Invocation;
import org.umbriel.symexec.replay.plan.Value;

/** {@code MethodCode -> Invocation}s that keep the method's contract. */
final class Calls {
  private static final int CONSTANTS = 4;

  private final Program program;
  private final Candidates candidates;
  private final ContractSource contracts;

  Calls(Program program, ContractSource contracts) {
    this.program = program;
    this.candidates = new Candidates(program);
    this.contracts = contracts;
  }

  /**
   * Calls of a method, the plainest first: each argument on its own goes through its candidates,
   * then all together.
   */
  List<Invocation> of(MethodCode method, int limit) {
    if (!isCallable(method)) {
      return List.of();
    }
    List<List<Value>> choices = choices(method);
    if (choices.stream().anyMatch(List::isEmpty)) {
      return List.of();
    }
    return combinations(choices, limit).stream().map(values -> invocation(method, values)).toList();
  }

  /** Whether a test in its package could call a method. */
  static boolean isCallable(MethodCode method) {
    return !method.isPrivate() && !method.isSynthetic() && !method.isClassInitializer();
  }

  /** The call with a model's arguments, if it can be made. */
  Optional<Invocation> of(MethodCode method, Input input) {
    return isCallable(method)
        ? new InputBuilder(program, candidates, this::nonNull).of(method, input)
        : Optional.empty();
  }

  /** The parameters that must not be null. */
  private Set<Integer> nonNull(MethodCode method) {
    Set<Integer> nonNull = new TreeSet<>();
    for (Contract contract : contracts.requires(method.reference())) {
      nonNull.add(contract.parameter());
    }
    return nonNull;
  }

  /** Receiver first, where there is one. */
  private List<List<Value>> choices(MethodCode method) {
    Set<Integer> nonNull = nonNull(method);
    Set<Integer> constants = constants(method);
    List<List<Value>> choices = new ArrayList<>();
    if (!method.isStatic() && !method.isConstructor()) {
      choices.add(candidates.of("L" + method.owner() + ";", false, constants));
    }
    List<String> parameters = method.type().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      choices.add(candidates.of(parameters.get(i), !nonNull.contains(i), constants));
    }
    return choices;
  }

  private static Set<Integer> constants(MethodCode method) {
    Set<Integer> constants = new TreeSet<>();
    for (Instruction instruction : method.instructions()) {
      if (constants.size() < CONSTANTS
          && instruction instanceof Instruction.PushConstant push
          && push.constant() instanceof Constant.IntConstant number
          && Math.abs((long) number.value()) > 2) {
        constants.add(number.value());
      }
    }
    return constants;
  }

  private static List<List<Value>> combinations(List<List<Value>> choices, int limit) {
    Set<List<Value>> combinations = new LinkedHashSet<>();
    List<Value> plain = choices.stream().map(c -> c.get(0)).toList();
    combinations.add(plain);
    int longest = choices.stream().mapToInt(List::size).max().orElse(0);
    for (int k = 1; k < longest && combinations.size() < limit; k++) {
      for (int i = 0; i < choices.size() && combinations.size() < limit; i++) {
        if (k < choices.get(i).size()) {
          List<Value> one = new ArrayList<>(plain);
          one.set(i, choices.get(i).get(k));
          combinations.add(one);
        }
      }
      int step = k;
      if (combinations.size() < limit) {
        combinations.add(choices.stream().map(c -> c.get(step % c.size())).toList());
      }
    }
    return List.copyOf(combinations);
  }

  private static Invocation invocation(MethodCode method, List<Value> values) {
    boolean hasReceiver = !method.isStatic() && !method.isConstructor();
    Optional<Value> receiver = hasReceiver ? Optional.of(values.get(0)) : Optional.empty();
    List<Value> arguments = hasReceiver ? values.subList(1, values.size()) : values;
    return Invocation.of(new Value.Call(method.reference(), receiver, arguments));
  }
}
