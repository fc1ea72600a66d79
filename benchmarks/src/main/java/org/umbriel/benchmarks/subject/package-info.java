/**
 * What the proofs are about: jars, opened, decoded and checked. Start at {@link
 * org.umbriel.benchmarks.subject.Subject}.
 */
@NullMarked
package org.umbriel.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
