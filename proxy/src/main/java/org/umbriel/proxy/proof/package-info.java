/**
 * Proofs about jars that were served already, made while nothing waits for them. Start with {@link
 * org.umbriel.proxy.proof.BackgroundProofs}.
 */
@NullMarked
package org.umbriel.proxy.proof;

import org.jspecify.annotations.NullMarked;
