/**
 * A jar goes in, a jar that behaves like it and checks itself comes out. Start at {@link
 * org.umbriel.rewriter.Rewriter}.
 */
@NullMarked
package org.umbriel.rewriter;

import org.jspecify.annotations.NullMarked;
