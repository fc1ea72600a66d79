package org.umbriel.symexec.solver;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.umbriel.symexec.term.Assignment;
import org.umbriel.symexec.term.Variable;

/**
 * An assignment with finitely many chosen values; every other value is the permitted one nearest to
 * zero.
 */
public final class Model implements Assignment {
  private final Map<Variable, Long> scalars;
  private final Map<Variable, Map<List<Long>, Long>> tables;

  private Model(Map<Variable, Long> scalars, Map<Variable, Map<List<Long>, Long>> tables) {
    this.scalars = scalars;
    this.tables = tables;
  }

  public static Model empty() {
    return new Model(Map.of(), Map.of());
  }

  @Override
  public long value(Variable variable) {
    Long value = scalars.get(variable);
    return value != null ? value : variable.range().clamp(0);
  }

  @Override
  public long value(Variable map, List<Long> keys) {
    Long value = tables.getOrDefault(map, Map.of()).get(keys);
    return value != null ? value : map.range().clamp(0);
  }

  /** The chosen scalar values. */
  public Map<Variable, Long> scalars() {
    return scalars;
  }

  /** The chosen values of maps, by their keys. */
  public Map<Variable, Map<List<Long>, Long>> tables() {
    return tables;
  }

  /** What this model says about some variables; the rest is open. */
  public Model restrictedTo(Collection<Variable> variables) {
    Map<Variable, Long> someScalars = new HashMap<>(scalars);
    someScalars.keySet().retainAll(variables);
    Map<Variable, Map<List<Long>, Long>> someTables = new HashMap<>(tables);
    someTables.keySet().retainAll(variables);
    return new Model(someScalars, someTables);
  }

  @Override
  public String toString() {
    Map<String, Object> names = new TreeMap<>();
    scalars.forEach((variable, value) -> names.put(variable.name(), value));
    tables.forEach((variable, table) -> names.put(variable.name(), table));
    return names.toString();
  }

  /** Collects values. */
  public static final class Builder {
    private final Map<Variable, Long> scalars = new HashMap<>();
    private final Map<Variable, Map<List<Long>, Long>> tables = new HashMap<>();

    public Builder put(Variable variable, long value) {
      scalars.put(variable, value);
      return this;
    }

    public Builder put(Variable map, List<Long> keys, long value) {
      tables.computeIfAbsent(map, key -> new HashMap<>()).put(List.copyOf(keys), value);
      return this;
    }

    /** Adds what another model has chosen. */
    public Builder putAll(Model other) {
      scalars.putAll(other.scalars);
      other.tables.forEach(
          (map, table) -> tables.computeIfAbsent(map, key -> new HashMap<>()).putAll(table));
      return this;
    }

    /** The values so far and those that come. */
    public Assignment soFar() {
      return new Model(scalars, tables);
    }

    /** The model; the builder is not used afterwards. */
    public Model build() {
      return new Model(scalars, tables);
    }
  }
}
