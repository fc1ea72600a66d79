package org.umbriel.benchmarks.trap;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassUnit;

/**
 * A copy of a jar with traps.
 *
 * @param inserted numbers of the sites that have one
 */
public record TrappedJar(Archive archive, Set<Integer> inserted) {

  /**
   * Puts traps into a jar; what the plan does not mention is copied.
   *
   * @param units the jar's classes, decoded
   */
  public static TrappedJar of(Archive jar, List<ClassUnit> units, TrapPlan plan) {
    Map<String, byte[]> changed = new HashMap<>();
    Set<Integer> inserted = new HashSet<>();
    for (ClassUnit unit : units) {
      TrapInserter.TrappedClass trapped = TrapInserter.insert(unit, plan);
      changed.put(unit.file().path(), trapped.bytes());
      inserted.addAll(trapped.inserted());
    }
    List<Entry> entries =
        jar.entries().stream()
            .map(e -> changed.containsKey(e.path()) ? e.withContent(changed.get(e.path())) : e)
            .toList();
    return new TrappedJar(jar.withEntries(entries), inserted);
  }
}
