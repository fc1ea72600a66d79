package org.umbriel.symexec.report;

import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Witness;

/**
 * A refuted site.
 *
 * @param certain whether every path that reaches the site fails there
 */
public record Finding(CheckSite site, Witness witness, Level level, boolean certain) {}
