package org.umbriel.benchmarks.proxy;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.rewriter.RewriteOptions;
import org.umbriel.rewriter.RewriteReport;
import org.umbriel.rewriter.Rewriter;
import org.umbriel.rewriter.pipeline.Tally.Count;

/**
 * Which link checks are left for the client. A check is made at most once a run, so what is left in
 * the jar is the most that any run makes.
 */
final class LinkTable {
  private static final double PERCENT = 100;

  private LinkTable() {}

  static void print(PrintWriter out, List<Path> jars, List<PlatformClasses> platforms)
      throws Exception {
    out.println(
        "Link checks (Figure 8): each reference once a class, each comparison once a class");
    out.printf(
        "%-28s%12s%14s%16s%16s%14s%n",
        "", "references", "settled", "left, at most", "compared by", "static");
    out.printf("%-28s%12s%14s%16s%16s%14s%n", "", "", "before", "once a run", "digest", "share");
    for (Path jar : jars) {
      Archive archive = Archive.read(jar.toString(), Files.readAllBytes(jar), Limits.DEFAULT);
      RewriteReport report =
          Rewriter.rewrite(archive, RewriteOptions.linkChecks(platforms).withoutDescription())
              .report();
      int references = report.count(Count.LINK_REFERENCES);
      int settled = report.count(Count.LINK_SETTLED);
      out.printf(
          Locale.ROOT,
          "%-28s%,12d%,14d%,16d%,16d%13.2f%%%n",
          jar.getFileName(),
          references,
          settled,
          report.count(Count.LINK_INSERTED),
          report.count(Count.LINK_COMPARED),
          PERCENT * settled / Math.max(1, references));
      out.flush();
    }
    out.println();
    out.flush();
  }
}
