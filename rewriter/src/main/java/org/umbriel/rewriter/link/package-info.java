/**
 * Link checks, the fourth phase of verification (DVM paper, section 3.1): what a class assumes of
 * others is collected with its scope, settled where the jar and the JDK answer it, and checked when
 * the program runs where they don't. Start at {@link org.umbriel.rewriter.link.LinkService}.
 */
@NullMarked
package org.umbriel.rewriter.link;

import org.jspecify.annotations.NullMarked;
