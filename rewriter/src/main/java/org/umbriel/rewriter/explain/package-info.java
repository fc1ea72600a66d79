/**
 * What the JVM would throw by itself, thrown with a message that says which value was wrong. Start
 * at {@link org.umbriel.rewriter.explain.ExplainService}.
 */
@NullMarked
package org.umbriel.rewriter.explain;

import org.jspecify.annotations.NullMarked;
