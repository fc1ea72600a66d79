/**
 * Java's {@code assert}, always on, and gone where it is proven. Start at {@link
 * org.umbriel.rewriter.assertion.AssertionService}.
 */
@NullMarked
package org.umbriel.rewriter.assertion;

import org.jspecify.annotations.NullMarked;
