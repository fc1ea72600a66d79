package org.umbriel.proxy;

import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.rewriter.RewriteOptions;

/**
 * What is done to a jar, with the verdicts that are known by now.
 *
 * @param verdicts names the verdicts in the options; empty if there are none
 */
public record JarPlan(RewriteOptions options, String verdicts) {

  /** What was done before anything was proven. */
  JarPlan withoutVerdicts() {
    return new JarPlan(options.withVerdicts(VerdictSource.NONE), "");
  }
}
