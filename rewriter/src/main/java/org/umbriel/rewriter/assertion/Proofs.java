package org.umbriel.rewriter.assertion;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.AssertStatement;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;

/** What is proven about the sites of one class, and under what. */
final class Proofs {
  private final Map<SiteId, Set<Assumption>> proven = new HashMap<>();

  Proofs(List<SiteVerdict> verdicts) {
    for (SiteVerdict verdict : verdicts) {
      if (verdict.verdict() instanceof Verdict.Proven proof) {
        proven.put(verdict.site().id(), proof.assumptions());
      }
    }
  }

  /** The assumptions under which an assertion never fails; nothing if that is not proven. */
  Optional<Set<Assumption>> ofAssertion(MethodCode method, AssertStatement statement) {
    return SiteFinder.sitesIn(method, ContractSource.NONE).stream()
        .filter(s -> s.kind() == CheckKind.ASSERTION && s.instruction() == statement.failure())
        .findFirst()
        .flatMap(s -> Optional.ofNullable(proven.get(s.id())));
  }

  /**
   * The assumptions under which the whole statement completes, its condition included: it could
   * dereference null, and then it throws something else.
   */
  Optional<Set<Assumption>> ofWhole(MethodCode method, AssertStatement statement) {
    Set<Assumption> all = new HashSet<>();
    for (CheckSite site : SiteFinder.sitesIn(method, ContractSource.NONE)) {
      boolean evaluated =
          site.instruction() >= statement.read() && site.instruction() <= statement.failure();
      if (evaluated && !site.trivial()) {
        Set<Assumption> assumptions = proven.get(site.id());
        if (assumptions == null) {
          return Optional.empty();
        }
        all.addAll(assumptions);
      }
    }
    return Optional.of(all);
  }
}
