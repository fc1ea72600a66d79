package org.umbriel.metadata.verify.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * What an accepted class rests on: facts about other classes that linking must still establish, and
 * the classes whose definitions established the others.
 */
public final class LinkFacts implements Verification {
  private final String className;
  private final List<LinkFact> assumptions;
  private final List<String> consulted;
  private final Supplier<List<Reference>> references;

  /**
   * Facts of one class.
   *
   * @param className internal name
   * @param assumptions about classes that were not known
   * @param consulted internal names of the classes that answered, in any order; kept
   * @param references makes the list of {@link #references}
   */
  public LinkFacts(
      String className,
      List<LinkFact> assumptions,
      List<String> consulted,
      Supplier<List<Reference>> references) {
    this.className = className;
    this.assumptions = List.copyOf(assumptions);
    this.consulted = consulted;
    this.references = references;
  }

  @Override
  public boolean accepted() {
    return true;
  }

  /** The verified class's internal name. */
  public String className() {
    return className;
  }

  /** Facts that the class needs to be type-safe, about classes that were not known; each once. */
  public List<LinkFact> assumptions() {
    return assumptions;
  }

  /**
   * The classes whose definitions discharged all other such facts, sorted: if these are what the
   * client has, the proof stands.
   */
  public List<String> consulted() {
    List<String> sorted = new ArrayList<>(consulted);
    Collections.sort(sorted);
    return sorted;
  }

  /**
   * The members and classes that its instructions refer to, in code order of their first sites.
   * Collected anew at each call.
   */
  public List<Reference> references() {
    return references.get();
  }

  @Override
  public String toString() {
    return className + " " + assumptions;
  }
}
