package org.umbriel.symexec.path;

import org.umbriel.metadata.site.CheckSite;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.term.Term;

/**
 * What has to hold when a site is reached in a state.
 *
 * @param reached the state just before the check
 */
record Obligation(CheckSite site, State reached, Term condition) {}
