package org.umbriel.symexec.path;

import java.util.Optional;

/**
 * What a refuted site means.
 *
 * @param certain whether every way that reaches the site fails there
 * @param requires what the method's parameters must satisfy so that it does not fail, where that
 *     can be said of them alone
 */
public record Judgement(boolean certain, Optional<Requirement> requires) {
  static final Judgement NONE = new Judgement(false, Optional.empty());

  /**
   * A condition on parameters.
   *
   * @param parameter index of the first one that it names
   * @param name of that one
   * @param text a Java expression: {@code n >= 0 && n < a.length}
   */
  public record Requirement(int parameter, String name, String text) {}
}
