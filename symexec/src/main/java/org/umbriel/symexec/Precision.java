package org.umbriel.symexec;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.path.Budget;

/**
 * How much is done for each method, counted and not timed.
 *
 * @param standard for methods of which {@code byName} says nothing
 * @param byName of classes and packages as Java spells them; the longest name that fits counts
 */
public record Precision(Level standard, Map<String, Level> byName) {

  /** What a level costs is in the README's table. */
  public enum Level {
    /** Facts alone. */
    LOW(0),
    /** Facts, then paths within a budget for each method and for the run. */
    NORMAL(1),
    /** The same with four times these budgets. */
    HIGH(4);

    private final int factor;

    Level(int factor) {
      this.factor = factor;
    }

    int factor() {
      return factor;
    }

    /** What paths may cost a method. */
    Budget budget() {
      return Budget.standard().times(Math.max(1, factor));
    }
  }

  public Precision {
    byName = Map.copyOf(byName);
  }

  /** The same for all methods. */
  public static Precision of(Level level) {
    return new Precision(level, Map.of());
  }

  /** What is done for a method. */
  Level of(MethodCode method) {
    String owner = JavaNames.type(method.owner()).replace('$', '.');
    Optional<String> nearest =
        byName.keySet().stream()
            .filter(name -> owner.equals(name) || owner.startsWith(name + "."))
            .max(Comparator.comparingInt(String::length));
    return nearest.map(byName::get).orElse(standard);
  }

  /** Whether any method is looked at by paths. */
  boolean hasPaths() {
    return greatest() > 0;
  }

  /** The greatest factor of the levels. */
  int greatest() {
    return byName.values().stream().mapToInt(Level::factor).reduce(standard.factor(), Math::max);
  }
}
