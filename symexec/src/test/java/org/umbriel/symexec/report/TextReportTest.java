package org.umbriel.symexec.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.site.CheckKind;

/** What a person at a terminal reads, whole. */
final class TextReportTest {
  @Test
  void theReport() {
    assertEquals(
        """
        app é.jar   1 class   2 methods   library mode, JDK 17.0.15
          could not be read: x/Y.class: truncated
          not on the class path: c.D

          check                      sites    trivial     proven   by contract   refuted   left in
          null dereference               2          1          1             -         -         -
          array bounds                   2          -          -             -         2         -
          class cast                     1          -          -             -         -         1
          not trivial                    4          -          1             0         2         1

          proven or by contract  25.0 % of the 4 sites that are neither trivial nor dead code
          decided by             facts 1    replay 2
          left in because        unknown callee 1

        ERROR    array bounds                                  fails on every path that gets here
          a.b.Foo$Inner.bar(char[], int)    Foo.java:214
              210   chars = {}
          called as       new a.b.Foo.Inner().bar(new char[0], 0)
          replayed        java.lang.ArrayIndexOutOfBoundsException: Index 0 out of bounds for length 0 <&>
          more            umbriel check app.jar --explain 'a/b/Foo$Inner.bar([CI)C#ARRAY_BOUNDS#0@3f9c'

        1 error, 0 warnings, 1 note (contracts of public methods: --notes)
        1.5 s, 2 jobs, 100 MB
        """,
        TextReport.of(Reports.with(Optional.empty()), new TextReport.Options(false, false)));
  }

  @Test
  void knownFindingsAreOnlyCounted() {
    CheckReport report =
        Reports.with(
            Optional.of(
                Set.of(
                    Reports.id(CheckKind.ARRAY_BOUNDS, 0), Reports.id(CheckKind.ARRAY_BOUNDS, 1))));
    String text = TextReport.of(report, new TextReport.Options(true, false));
    assertEquals(
        """
        0 errors, 0 warnings, 0 notes
        2 findings in the baseline already
        1.5 s, 2 jobs, 100 MB
        """,
        text.substring(text.indexOf("0 errors")));
  }
}
