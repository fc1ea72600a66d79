/**
 * What to call, as a plan: values built through API that a caller could use, and one call. Start at
 * {@link org.umbriel.symexec.replay.plan.Invocation}; the other classes say whether a plan is
 * possible, and how it reads in Java.
 */
@NullMarked
package org.umbriel.symexec.replay.plan;

import org.jspecify.annotations.NullMarked;
