package org.umbriel.symexec.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.explore.library.Models;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Budget;
import org.umbriel.symexec.explore.machine.Ended;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.Input;
import org.umbriel.symexec.explore.machine.Joining;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Observer;
import org.umbriel.symexec.explore.machine.Routine;
import org.umbriel.symexec.explore.machine.Violation;
import org.umbriel.symexec.explore.step.Linker;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.term.TermFactory;

/**
 * Explores the paths of a program, until a violation is confirmed, none is left, or too many are.
 */
public final class Exploration {
  private static final String MODELS = "org/umbriel/symexec/explore/model/";
  private static final int TRIES = 12;

  private final Program program;
  private final SolverFactory solvers;
  private final Observer observer;
  private final SortedSet<String> reasons = new TreeSet<>();

  /** How an exploration ended. */
  public enum End {
    /** Every path was followed to its end, and none violates the property. */
    EXHAUSTED,
    /** A violation was confirmed. */
    VIOLATED,
    /** Something was left out. */
    INCOMPLETE
  }

  public Exploration(Program program, SolverFactory solvers, Observer observer) {
    this.program = program;
    this.solvers = solvers;
    this.observer = observer;
  }

  /** The models' own classes, to be added to the platform's. */
  public static ClassSource modelClasses() {
    return name -> {
      if (!name.startsWith(MODELS)) {
        return Optional.empty();
      }
      String path = name + ".class";
      try (InputStream in = Exploration.class.getClassLoader().getResourceAsStream(path)) {
        return in == null ? Optional.empty() : Optional.of(new ClassFile(path, in.readAllBytes()));
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    };
  }

  /** Why something was left out. */
  public SortedSet<String> reasons() {
    return reasons;
  }

  /**
   * Explores from {@code main}.
   *
   * @param confirmed asked with the inputs of each violation found; whether it is one
   */
  public End run(
      String mainClass, Budget budget, Joining joining, Predicate<List<Value>> confirmed) {
    TermFactory terms = new TermFactory();
    long before = solvers.statistics().queriesToSolver();
    Machine machine =
        new Machine(
            program,
            terms,
            solvers.open(terms),
            new Linker(),
            new Models(),
            observer,
            budget,
            () -> solvers.statistics().queriesToSolver() - before,
            joining);
    int failed = 0;
    boolean first = true;
    boolean more = true;
    while (more) {
      try {
        if (first) {
          first = false;
          start(machine, mainClass);
        }
        machine.run();
      } catch (Ended ended) {
        // a path without a violation
      } catch (Abandoned abandoned) {
        machine.leaveOut();
        reasons.add(abandoned.reason() + ": " + abandoned.getMessage());
      } catch (Violation violation) {
        if (confirmed.test(values(machine))) {
          return End.VIOLATED;
        }
        machine.leaveOut();
        reasons.add("a violation that was not confirmed: " + violation.getMessage());
        if (++failed >= TRIES) {
          return End.INCOMPLETE;
        }
      }
      more = machine.backtrack();
    }
    if (!machine.exhaustive() && reasons.isEmpty()) {
      reasons.add("budget or solver");
    }
    return machine.exhaustive() ? End.EXHAUSTED : End.INCOMPLETE;
  }

  private static void start(Machine machine, String mainClass) {
    LoadedClass type = machine.classes().load(mainClass);
    Routine main = type.select("main", "([Ljava/lang/String;)V");
    if (main == null || !main.isStatic()) {
      throw Abandoned.unsupported("no main method");
    }
    Routine first =
        EntryPoint.of(mainClass, main.code())
            .map(
                caller -> {
                  machine.classes().define(caller);
                  return machine
                      .classes()
                      .load(caller.name())
                      .declared("main", main.code().descriptor());
                })
            .orElse(main);
    Frame frame = machine.enter(first);
    LoadedClass strings = machine.classes().load("[Ljava/lang/String;");
    frame.set(0, 0, machine.heap().array(strings, 0));
    machine.initialiseFirst(type);
    machine.initialiseFirst(machine.classes().load("java/lang/Throwable"));
  }

  /** The inputs' values under the path's model. */
  private static List<Value> values(Machine machine) {
    List<Value> values = new ArrayList<>();
    for (Input input : machine.inputs().all()) {
      values.add(Value.of(input, machine));
    }
    return values;
  }
}
