/**
 * All services' edits of a class, written once. Start at {@link
 * org.umbriel.rewriter.apply.ClassEditor}: a {@code ClassUnit} and its {@code Edits} flow in, bytes
 * flow out.
 */
@NullMarked
package org.umbriel.rewriter.apply;

import org.jspecify.annotations.NullMarked;
