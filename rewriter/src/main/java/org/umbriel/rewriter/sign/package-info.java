/**
 * Signed jars: what a signature that comes in is worth, how it is dropped, and how the
 * organisation's own takes its place. Start at {@link org.umbriel.rewriter.sign.SignatureRules}.
 */
@NullMarked
package org.umbriel.rewriter.sign;

import org.jspecify.annotations.NullMarked;
