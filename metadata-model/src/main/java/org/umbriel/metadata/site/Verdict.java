package org.umbriel.metadata.site;

import java.util.Set;

/** What was decided about a check site. There is no fourth answer. */
public sealed interface Verdict {

  <R> R accept(Visitor<R> visitor);

  /** A fold over the three. */
  interface Visitor<R> {
    R proven(Proven verdict);

    R refuted(Refuted verdict);

    R unproven(Unproven verdict);
  }

  /**
   * The condition holds whenever the site is reached, provided that the assumptions do.
   *
   * @param assumptions empty for an unconditional proof
   * @param unreachable whether it holds because the site is dead code; such sites stay out of the
   *     headline
   */
  record Proven(Set<Assumption> assumptions, boolean unreachable) implements Verdict {
    public Proven {
      assumptions = Set.copyOf(assumptions);
    }

    /** A proof about code that may well be reached. */
    public Proven(Set<Assumption> assumptions) {
      this(assumptions, false);
    }

    /** Whether a contract is among the assumptions. */
    public boolean byContract() {
      return assumptions.stream().anyMatch(a -> a.strength() == Assumption.Strength.CONTRACT);
    }

    public boolean unconditional() {
      return assumptions.isEmpty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.proven(this);
    }
  }

  /**
   * The condition fails: the witness was replayed on a real JVM and threw what was predicted.
   *
   * @param certain whether every path that reaches the site fails there
   */
  record Refuted(Witness witness, Level level, boolean certain) implements Verdict {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.refuted(this);
    }
  }

  /**
   * Neither.
   *
   * @param detail for people, may be empty: which callee, which field
   */
  record Unproven(Reason reason, String detail) implements Verdict {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unproven(this);
    }
  }
}
