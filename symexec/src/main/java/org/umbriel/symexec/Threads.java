package org.umbriel.symexec;

import java.util.Optional;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;

/** What other threads may do to fields and elements while a method runs. */
public enum Threads {
  /** Objects are confined or locked: a proof that rests on that names it. */
  ASSUME_CONFINED,
  /** Anything: no proof may rest on their keeping away. */
  ANY;

  /** The verdict under this policy. */
  SiteVerdict applied(SiteVerdict verdict) {
    boolean isLost =
        this == ANY
            && verdict.verdict() instanceof Verdict.Proven proven
            && proven.assumptions().contains(new Assumption.NoInterference());
    return isLost
        ? new SiteVerdict(
            verdict.site(), new Verdict.Unproven(Reason.INTERFERENCE, ""), verdict.tier())
        : verdict;
  }

  /** What an option's text names; empty if it is none. */
  public static Optional<Threads> named(String text) {
    return switch (text) {
      case "assume-confined" -> Optional.of(ASSUME_CONFINED);
      case "any" -> Optional.of(ANY);
      default -> Optional.empty();
    };
  }
}
