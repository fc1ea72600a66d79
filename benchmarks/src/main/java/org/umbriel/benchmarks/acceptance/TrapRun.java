package org.umbriel.benchmarks.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.probe.Traps;
import org.umbriel.benchmarks.subject.Subject;
import org.umbriel.benchmarks.tests.PublishedTests;
import org.umbriel.benchmarks.tests.TestRun;
import org.umbriel.benchmarks.trap.TrapFindings;
import org.umbriel.benchmarks.trap.TrapPlan;
import org.umbriel.benchmarks.trap.TrappedJar;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.VerdictSource;

/**
 * One library's tests against its trapped copy.
 *
 * @param inserted numbers of the sites with a trap
 */
record TrapRun(
    PublishedTests tests,
    TrapPlan plan,
    Set<Integer> inserted,
    TestRun.Results results,
    TrapFindings findings) {

  /**
   * Traps, runs and judges.
   *
   * @param only test classes; all if empty
   * @param folder for the copy and the run's files
   */
  static TrapRun of(
      PublishedTests tests,
      Subject subject,
      VerdictSource verdicts,
      List<Contract> contracts,
      Jvm jvm,
      List<String> only,
      Path folder,
      Duration limit)
      throws IOException, InterruptedException {
    TrapPlan plan = TrapPlan.of(subject.program().units(), verdicts, contracts);
    TrappedJar trapped = TrappedJar.of(subject.archive(), subject.program().units(), plan);
    Path jar = folder.resolve("trapped-" + tests.name());
    Files.write(jar, trapped.archive().toBytes());
    TestRun.Results results =
        new TestRun(tests, jvm, folder)
            .with("-D" + Traps.SITES + "=" + plan.siteCount())
            .with("-D" + Traps.CONTRACTS + "=" + plan.contractCount())
            .with("-Xverify:all")
            .with("-Xshare:off")
            .only(only)
            .against(jar, limit);
    return new TrapRun(
        tests, plan, trapped.inserted(), results, TrapFindings.of(plan, results.traps()));
  }
}
