package org.umbriel.symexec.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;

/**
 * The counts of a report.
 *
 * @param byKind every kind that occurs, in the table's order
 * @param headline over the kinds that count there
 * @param unreachable of the headline's sites, those not trivial and proven because they are dead
 *     code
 * @param byTier proven and refuted sites that are not trivial, by who decided
 * @param byReason unproven sites of the headline, the most frequent reasons first
 */
public record Totals(
    Map<CheckKind, Row> byKind,
    Row headline,
    int unreachable,
    Map<Tier, Integer> byTier,
    Map<Reason, Integer> byReason) {

  /** Sites and their verdicts: {@code sites = trivial + proven + contract + refuted + unproven}. */
  public record Row(int sites, int trivial, int proven, int contract, int refuted, int unproven) {
    static final Row EMPTY = new Row(0, 0, 0, 0, 0, 0);

    public int notTrivial() {
      return sites - trivial;
    }

    Row plus(Row other) {
      return new Row(
          sites + other.sites,
          trivial + other.trivial,
          proven + other.proven,
          contract + other.contract,
          refuted + other.refuted,
          unproven + other.unproven);
    }
  }

  /** Counts verdicts. */
  public static Totals of(List<SiteVerdict> verdicts) {
    Map<CheckKind, Row> byKind = new EnumMap<>(CheckKind.class);
    Map<Tier, Integer> byTier = new EnumMap<>(Tier.class);
    SortedMap<Reason, Integer> byReason = new TreeMap<>();
    int unreachable = 0;
    for (SiteVerdict verdict : verdicts) {
      CheckKind kind = verdict.site().kind();
      byKind.merge(kind, row(verdict), Row::plus);
      if (kind.inHeadline() && !verdict.site().trivial()) {
        unreachable += isUnreachable(verdict.verdict()) ? 1 : 0;
        if (verdict.verdict() instanceof Verdict.Unproven unproven) {
          byReason.merge(unproven.reason(), 1, Integer::sum);
        } else {
          byTier.merge(verdict.tier(), 1, Integer::sum);
        }
      }
    }
    Row headline =
        byKind.entrySet().stream()
            .filter(e -> e.getKey().inHeadline())
            .map(Map.Entry::getValue)
            .reduce(Row.EMPTY, Row::plus);
    return new Totals(byKind, headline, unreachable, byTier, byReason);
  }

  private static boolean isUnreachable(Verdict verdict) {
    return verdict instanceof Verdict.Proven proven && proven.unreachable();
  }

  private static Row row(SiteVerdict verdict) {
    boolean countsAsTrivial =
        verdict.site().trivial() && verdict.site().kind() != CheckKind.PRECONDITION;
    if (countsAsTrivial) {
      return new Row(1, 1, 0, 0, 0, 0);
    }
    return verdict
        .verdict()
        .accept(
            new Verdict.Visitor<Row>() {
              @Override
              public Row proven(Verdict.Proven proven) {
                return proven.byContract() ? new Row(1, 0, 0, 1, 0, 0) : new Row(1, 0, 1, 0, 0, 0);
              }

              @Override
              public Row refuted(Verdict.Refuted refuted) {
                return new Row(1, 0, 0, 0, 1, 0);
              }

              @Override
              public Row unproven(Verdict.Unproven unproven) {
                return new Row(1, 0, 0, 0, 0, 1);
              }
            });
  }

  /**
   * Of the sites that are not trivial and not dead code, the share that is proven or proven by
   * contract; 1 where there are none.
   */
  public double provenShare() {
    int asked = headline.notTrivial() - unreachable;
    return asked == 0
        ? 1
        : (double) (headline.proven() + headline.contract() - unreachable) / asked;
  }

  /** The row of calls that must keep a contract. */
  public Row preconditions() {
    return byKind.getOrDefault(CheckKind.PRECONDITION, Row.EMPTY);
  }
}
