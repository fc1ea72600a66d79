/**
 * The checker. Start at {@link org.umbriel.symexec.Checker}: a {@code Program} flows in, a verdict
 * for every check site flows out; {@code fact}, {@code path} and {@code replay} are its tiers.
 */
@NullMarked
package org.umbriel.symexec;

import org.jspecify.annotations.NullMarked;
