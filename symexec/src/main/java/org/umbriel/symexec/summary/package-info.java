/**
 * What one tier knows of a method's values and calls, for another to use: facts, each with the
 * assumptions that it rests on. Start at {@link org.umbriel.symexec.summary.MethodFacts}; tier 1
 * fills it, tier 2 reads it.
 */
@NullMarked
package org.umbriel.symexec.summary;

import org.jspecify.annotations.NullMarked;
