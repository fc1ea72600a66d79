package org.umbriel.symexec.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page: every verdict beside its line, every link with a target, everything escaped. */
final class HtmlReportTest {
  private static final List<String> SOURCE = Collections.nCopies(220, "a < b && \"c\"");

  private static String page(SourceText sources) {
    return HtmlReport.of(Reports.with(Optional.empty()), sources);
  }

  @Test
  void marksStandBesideTheirLine() {
    String page = page(path -> path.equals("a/b/Foo.java") ? SOURCE : List.of());
    String line = page.lines().filter(l -> l.contains("id=\"a/b/Foo.java:210\"")).findFirst().get();
    assertTrue(line.contains("class=\"proven\""), line);
    assertTrue(line.contains("<pre>a &lt; b &amp;&amp; &quot;c&quot;</pre>"), line);
    assertEquals(220, page.split("<tr id=").length - 1);
  }

  @Test
  void withoutSourcesOnlyTheLinesWithSitesAreListed() {
    assertEquals(4, page(SourceText.NONE).split("<tr id=").length - 1);
  }

  @Test
  void everyLinkHasATarget() {
    String page = page(SourceText.NONE);
    List<String> links =
        Pattern.compile("href=\"#([^\"]+)\"")
            .matcher(page)
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();
    assertEquals(2, links.size());
    links.forEach(link -> assertTrue(page.contains("id=\"" + link + "\""), link));
  }

  @Test
  void messagesAreEscaped() {
    String page = page(SourceText.NONE);
    assertTrue(page.contains("length 0 &lt;&amp;&gt;"), page);
  }
}
