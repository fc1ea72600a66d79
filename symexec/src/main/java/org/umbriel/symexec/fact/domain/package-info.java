/**
 * Abstract values of tier 1, ignorant of classes and code: intervals, nullness, and what a fact
 * rests on. Start at {@link org.umbriel.symexec.fact.domain.Interval}.
 */
@NullMarked
package org.umbriel.symexec.fact.domain;

import org.jspecify.annotations.NullMarked;
