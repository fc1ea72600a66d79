/**
 * Scores of competition mode on folders of SV-COMP tasks. Start at {@link
 * org.umbriel.benchmarks.svcomp.SvcompCommand}.
 */
@NullMarked
package org.umbriel.benchmarks.svcomp;

import org.jspecify.annotations.NullMarked;
