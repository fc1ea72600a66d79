package org.umbriel.benchmarks.trap;

import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;

/**
 * A site that gets a trap.
 *
 * @param number what the inserted code says
 * @param claim what the trap contradicts when it fires
 */
public record Trap(int number, SiteVerdict verdict, Claim claim) {

  /** What the verdict says of the site. */
  public enum Claim {
    /** The condition holds whenever the site is reached. */
    HOLDS,
    /** The site is never reached. */
    UNREACHABLE,
    /** Nothing: the trap shows that traps fire where conditions fail. */
    CONTROL
  }

  static Trap of(int number, SiteVerdict verdict) {
    Claim claim = Claim.CONTROL;
    if (verdict.verdict() instanceof Verdict.Proven proven) {
      claim = proven.unreachable() ? Claim.UNREACHABLE : Claim.HOLDS;
    }
    return new Trap(number, verdict, claim);
  }

  /** Where it is. */
  public CheckSite site() {
    return verdict.site();
  }

  /** What must hold. */
  public CheckKind kind() {
    return site().kind();
  }

  /** Whether the claim rests on a contract. */
  public boolean byContract() {
    return verdict.verdict() instanceof Verdict.Proven proven && proven.byContract();
  }
}
