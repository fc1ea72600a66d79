package org.umbriel.benchmarks.random;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.compete.Property;
import org.umbriel.symexec.explore.Exploration;
import org.umbriel.symexec.explore.Value;
import org.umbriel.symexec.explore.machine.Budget;
import org.umbriel.symexec.explore.machine.Joining;
import org.umbriel.symexec.solver.SolverFactory;

/** Compares what HotSpot says of random methods with what competition mode says. */
public final class RandomCheck {
  private static final int INPUTS = 3;

  /** How many methods there are for one whose inputs are explored together. */
  private static final int TOGETHER = 16;

  private static final Budget BUDGET = new Budget(400_000L, 200_000L, 300, 200, 400_000L, 400, 400);
  private static final Budget OF_ALL = new Budget(400_000L, 200_000L, 40, 200, 400_000L, 6, 6);

  private final PlatformClasses platform;
  private final SolverFactory solvers;
  private final ClassUnit verifier;
  private final Set<Opcode> opcodes = EnumSet.noneOf(Opcode.class);

  /** What a comparison says. */
  public enum Outcome {
    AGREED,
    DIFFERENT,
    UNDECIDED
  }

  /**
   * A comparison.
   *
   * @param detail the difference, or why there is no answer
   */
  public record Finding(long seed, Outcome outcome, String detail) {}

  public RandomCheck(SolverFactory solvers) throws IOException, MalformedClassException {
    this.platform = PlatformClasses.running();
    this.solvers = solvers;
    this.verifier = decode("org/sosy_lab/sv_benchmarks/Verifier", RandomTask.verifier());
  }

  /** The instructions of the methods so far. */
  public Set<Opcode> opcodes() {
    return opcodes;
  }

  /** Makes the method of a seed, runs it and explores it. */
  public Finding check(long seed) throws MalformedClassException {
    return check(seed, 0);
  }

  /**
   * The same, with an error.
   *
   * @param error what is added to the results that are expected
   */
  Finding check(long seed, long error) throws MalformedClassException {
    Random random = RandomClass.spread(~seed);
    List<RandomTask.Input> inputs = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      inputs.add(RandomTask.Input.of(random));
    }
    byte[] subject = RandomClass.generate(seed);
    ClassUnit unit = decode(Locals.SUBJECT, subject);
    unit.methods().forEach(this::count);
    List<Long> results = new Concrete(subject).results(inputs);
    results.replaceAll(result -> result + error);
    boolean together = random.nextInt(TOGETHER) == 0;
    ClassUnit main = decode(RandomTask.MAIN, RandomTask.main(inputs, results, together));
    Program program =
        new Program(List.of(main, unit, verifier), Exploration.modelClasses().then(platform));
    Exploration exploration = new Exploration(program, solvers, Property.VALID_ASSERT);
    List<Value> violation = new ArrayList<>();
    Exploration.End end =
        exploration.run(
            RandomTask.MAIN,
            together ? OF_ALL : BUDGET,
            random.nextBoolean() ? Joining.NEVER : Joining.WHERE_POSSIBLE,
            values -> violation.addAll(values));
    return switch (end) {
      case EXHAUSTED -> new Finding(seed, Outcome.AGREED, "");
      case VIOLATED ->
          new Finding(seed, Outcome.DIFFERENT, violation + ", HotSpot: " + inputs + results);
      case INCOMPLETE -> new Finding(seed, Outcome.UNDECIDED, exploration.reasons().toString());
    };
  }

  private void count(MethodCode method) {
    for (Instruction instruction : method.instructions()) {
      opcodes.add(instruction.opcode());
    }
  }

  private static ClassUnit decode(String name, byte[] bytes) throws MalformedClassException {
    return ClassDecoder.decode(new ClassFile(name + ".class", bytes));
  }

  /** Runs a class in this JVM. */
  private static final class Concrete extends ClassLoader {
    private final byte[] subject;
    private final byte[] main = RandomTask.main(List.of(), List.of(), false);

    Concrete(byte[] subject) {
      super(RandomCheck.class.getClassLoader());
      this.subject = subject;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes =
          switch (name) {
            case Locals.SUBJECT -> subject;
            case RandomTask.MAIN -> main;
            default -> throw new ClassNotFoundException(name);
          };
      return defineClass(name, bytes, 0, bytes.length);
    }

    List<Long> results(List<RandomTask.Input> inputs) {
      try {
        Method run =
            findClass(RandomTask.MAIN)
                .getMethod("run", int.class, int.class, long.class, long.class);
        List<Long> results = new ArrayList<>();
        for (RandomTask.Input input : inputs) {
          results.add((Long) run.invoke(null, input.x(), input.y(), input.p(), input.q()));
        }
        return results;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a random class is not valid", e);
      }
    }
  }
}
