package org.umbriel.rewriter.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.verify.result.LinkFacts;

/**
 * What the services of one artifact share: the companions of its classes, the messages, the tally.
 */
public final class ServiceContext {
  private final ClientRuntime runtime;
  private final Predicate<String> nameTaken;
  private final Map<ClassUnit, LinkFacts> facts;
  private final Tally tally = new Tally();
  private final MessageTable messages = new MessageTable();
  private final Map<ClassUnit, Companion> companions = new LinkedHashMap<>();

  /**
   * A context.
   *
   * @param nameTaken whether the artifact has a class of this internal name
   * @param facts what each class was verified under
   */
  public ServiceContext(
      ClientRuntime runtime, Predicate<String> nameTaken, Map<ClassUnit, LinkFacts> facts) {
    this.runtime = runtime;
    this.nameTaken = nameTaken;
    this.facts = facts;
  }

  /** Where the dynamic halves stand in the client. */
  public ClientRuntime runtime() {
    return runtime;
  }

  public Tally tally() {
    return tally;
  }

  /** What checks say that throw. */
  public MessageTable messages() {
    return messages;
  }

  /** What a class assumes of others: it was verified under these facts. */
  public LinkFacts factsOf(ClassUnit unit) {
    return Optional.ofNullable(facts.get(unit))
        .orElseThrow(() -> new IllegalArgumentException(unit + ": not of this artifact"));
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
