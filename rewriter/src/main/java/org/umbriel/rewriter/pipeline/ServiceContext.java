package org.umbriel.rewriter.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.umbriel.metadata.classfile.ClassUnit;

/** What the services of one artifact share: the companions of its classes, and the tally. */
public final class ServiceContext {
  private final ClientRuntime runtime;
  private final Predicate<String> nameTaken;
  private final Tally tally = new Tally();
  private final Map<ClassUnit, Companion> companions = new LinkedHashMap<>();

  /**
   * A context.
   *
   * @param nameTaken whether the artifact has a class of this internal name
   */
  public ServiceContext(ClientRuntime runtime, Predicate<String> nameTaken) {
    this.runtime = runtime;
    this.nameTaken = nameTaken;
  }

  /** Where the dynamic halves stand in the client. */
  public ClientRuntime runtime() {
    return runtime;
  }

  public Tally tally() {
    return tally;
  }

  /** The companion of a class; it is written only if something was put into it. */
  public Companion companion(ClassUnit unit) {
    return companions.computeIfAbsent(unit, u -> new Companion(u, runtime, companionName(u)));
  }

  /** Whether something was put into a companion. */
  public boolean hasCompanions() {
    return companions.values().stream().anyMatch(c -> !c.isEmpty());
  }

  private String companionName(ClassUnit unit) {
    String name = unit.name() + "$$umbriel";
    while (nameTaken.test(name)) {
      name += "_";
    }
    return name;
  }
}
