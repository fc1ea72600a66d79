package org.umbriel.metadata.site;

/** A site and what was decided about it, and where. */
public record SiteVerdict(CheckSite site, Verdict verdict, Tier tier) {}
