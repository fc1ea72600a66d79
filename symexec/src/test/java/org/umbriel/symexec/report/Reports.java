package org.umbriel.symexec.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Level;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.Witness;

/** A small report with one site of each verdict, two of them refuted. */
final class Reports {
  private static final MethodReference METHOD =
      new MethodReference("a/b/Foo$Inner", "bar", "([CI)C");

  private Reports() {}

  static SiteId id(CheckKind kind, int ordinal) {
    return new SiteId(METHOD, kind, ordinal, "3f9c");
  }

  private static CheckSite site(CheckKind kind, int ordinal, int line, boolean trivial) {
    return new CheckSite(id(kind, ordinal), 3, 17, line, 0, trivial);
  }

  private static Finding finding(int ordinal, Level level) {
    Witness witness =
        new Witness(
            "new a.b.Foo.Inner().bar(new char[0], 0)",
            "java/lang/ArrayIndexOutOfBoundsException",
            "Index 0 out of bounds for length 0 <&>",
            List.of("chars = new char[0]", "n = 0"),
            List.of(new Witness.Step(210, Map.of("chars", "{}"))),
            Optional.empty());
    return new Finding(
        site(CheckKind.ARRAY_BOUNDS, ordinal, 214 + ordinal, false),
        witness,
        level,
        level == Level.ERROR);
  }

  static CheckReport with(Optional<Set<SiteId>> baseline) {
    Finding error = finding(0, Level.ERROR);
    Finding note = finding(1, Level.NOTE);
    return new CheckReport(
        "umbriel check app.jar",
        "library",
        "17.0.15",
        List.of(new InputSummary("app é.jar", "sha256:ab", 1, 2, List.of("x/Y.class: truncated"))),
        List.of(
            new SiteVerdict(
                site(CheckKind.NULL_DEREFERENCE, 0, 1, true),
                new Verdict.Proven(Set.of()),
                Tier.SYNTAX),
            new SiteVerdict(
                site(CheckKind.NULL_DEREFERENCE, 1, 210, false),
                new Verdict.Proven(Set.of(new Assumption.Platform("V", "17"))),
                Tier.FACTS),
            new SiteVerdict(
                site(CheckKind.CLASS_CAST, 0, 211, false),
                new Verdict.Unproven(Reason.UNKNOWN_CALLEE, "c.d"),
                Tier.FACTS),
            new SiteVerdict(error.site(), error.verdict(), Tier.REPLAY),
            new SiteVerdict(note.site(), note.verdict(), Tier.REPLAY)),
        List.of(error, note),
        List.of(),
        Map.of("a/b/Foo$Inner", "Foo.java"),
        new TreeSet<>(Set.of("c/D")),
        baseline,
        new CheckReport.Replays(2, 2),
        false,
        new Cost(1.5, 2.5, 2, 100, 7, 3, 4, 0, 0));
  }
}
