package org.umbriel.symexec.compete;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.explore.Value;
import org.umbriel.symexec.explore.machine.Input;
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.replay.ProgramReplay;
import org.umbriel.symexec.replay.worker.Observation;

/**
 * Runs a program with guessed inputs, many times in one JVM: what is not modelled, or too deep for
 * the solver, may yet be hit. Finding nothing says nothing.
 */
final class Trials {
  private static final int MOST = 160;
  private static final int MILLISECONDS = 400;
  private static final int LOST = 2;
  private static final List<Instruction> NONE = List.of();
  private static final int VALUES = 24;

  private final ProgramFiles files;
  private final ProgramReplay replay;
  private final GuessedInputs guesses;
  private final Set<Input.Kind> kinds = EnumSet.noneOf(Input.Kind.class);

  Trials(List<ClassUnit> program, ProgramFiles files, ProgramReplay replay) {
    this.files = files;
    this.replay = replay;
    this.guesses = new GuessedInputs(program);
    kinds.add(Input.Kind.ARGUMENTS);
    kinds.add(Input.Kind.STRING);
    program.stream().flatMap(unit -> unit.methods().stream()).forEach(this::addKinds);
  }

  /** Which inputs a method may ask for. */
  private void addKinds(MethodCode method) {
    for (Instruction instruction : method.hasCode() ? method.instructions() : NONE) {
      if (instruction instanceof Instruction.Invoke invoke) {
        String name = invoke.method().name();
        for (Input.Kind kind : Input.Kind.values()) {
          if (name.equalsIgnoreCase("nondet" + kind)) {
            kinds.add(kind);
          }
        }
      }
    }
  }

  /**
   * The inputs of a run that ended with a violation.
   *
   * @param isViolation by the binary name of the exception that it ended with
   */
  Optional<List<Value>> run(String mainClass, Predicate<String> isViolation) {
    byte[] verifier = WitnessRun.verifier();
    String name = WitnessRun.driverOf(mainClass).replace('/', '.');
    int lost = 0;
    try (ProgramReplay.Session session = replay.open()) {
      for (int trial = 0; trial < MOST && lost < LOST; trial++) {
        Map<Input.Kind, List<Value>> inputs = inputs(trial);
        byte[] witness = lines(inputs).getBytes(StandardCharsets.US_ASCII);
        String resource = "META-INF/umbriel/trial-" + trial + ".txt";
        Optional<Observation> seen =
            session.run(
                name,
                WitnessRun.driver(mainClass, resource, true),
                MILLISECONDS,
                WitnessRun.withInputs(files, verifier, resource, witness));
        if (seen.isEmpty() || !seen.get().denied().isEmpty()) {
          lost++;
        } else if (!seen.get().exception().isEmpty()) {
          String[] words = seen.get().message().split(" ", -1);
          if (words.length == 2 && isViolation.test(words[0])) {
            return Optional.of(inOrder(words[1], inputs));
          }
        }
      }
    } catch (IOException noProcess) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Every third trial has the same value for all inputs of a kind. */
  private Map<Input.Kind, List<Value>> inputs(int trial) {
    Map<Input.Kind, List<Value>> inputs = new EnumMap<>(Input.Kind.class);
    for (Input.Kind kind : kinds) {
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < VALUES; i++) {
        values.add(i > 0 && trial % 3 == 0 ? values.get(0) : guesses.next(kind));
      }
      inputs.put(kind, values);
    }
    return inputs;
  }

  private static String lines(Map<Input.Kind, List<Value>> inputs) {
    StringBuilder lines = new StringBuilder(ReplayVerifier.TRIAL).append('\n');
    inputs.values().forEach(values -> lines.append(WitnessRun.lines(values)));
    return lines.toString();
  }

  /** The inputs that were asked for, each by the first letters of its kind. */
  private static List<Value> inOrder(String asked, Map<Input.Kind, List<Value>> inputs) {
    Map<Input.Kind, Integer> taken = new EnumMap<>(Input.Kind.class);
    List<Value> values = new ArrayList<>();
    int width = ReplayVerifier.LETTERS;
    for (int i = 0; i + width <= asked.length(); i += width) {
      String letters = asked.substring(i, i + width);
      for (Input.Kind kind : Input.Kind.values()) {
        if (kind.name().startsWith(letters)) {
          int index = taken.merge(kind, 1, Integer::sum) - 1;
          List<Value> given = inputs.getOrDefault(kind, List.of());
          values.add(index < given.size() ? given.get(index) : new Value(kind, 0, ""));
        }
      }
    }
    return values;
  }
}
