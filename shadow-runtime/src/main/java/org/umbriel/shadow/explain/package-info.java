/**
 * Checks that throw what the JVM would throw at the same instruction, with a message that says
 * which value was wrong. Start at {@link org.umbriel.shadow.explain.Explain}, which rewritten code
 * calls.
 */
package org.umbriel.shadow.explain;
