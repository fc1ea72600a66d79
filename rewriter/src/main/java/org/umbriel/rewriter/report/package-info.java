/**
 * What was done to a jar, for people and for programs. Start at {@link
 * org.umbriel.rewriter.report.TextReport}.
 */
@NullMarked
package org.umbriel.rewriter.report;

import org.jspecify.annotations.NullMarked;
