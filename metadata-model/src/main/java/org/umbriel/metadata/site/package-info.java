/**
 * Where something could go wrong, and what was decided about it: check sites, verdicts,
 * assumptions, contracts. Start at {@link org.umbriel.metadata.site.SiteFinder}: a {@code
 * MethodCode} flows in, {@code CheckSite}s flow out; a {@link
 * org.umbriel.metadata.site.VerdictSource} turns them into {@code SiteVerdict}s.
 */
@NullMarked
package org.umbriel.metadata.site;

import org.jspecify.annotations.NullMarked;
