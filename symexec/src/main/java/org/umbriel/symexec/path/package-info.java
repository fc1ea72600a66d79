/**
 * Tier 2: symbolic execution of one method under its contract. Start at {@link
 * org.umbriel.symexec.path.PathChecker}: a method and its undecided check sites flow in, verdicts
 * flow out.
 */
@NullMarked
package org.umbriel.symexec.path;

import org.jspecify.annotations.NullMarked;
