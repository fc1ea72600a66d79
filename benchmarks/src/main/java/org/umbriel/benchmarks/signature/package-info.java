/**
 * Random functions of C, compiled by gcc and called through {@code native-interop}: what each side
 * saw has to be what the other one passed. Start at {@link
 * org.umbriel.benchmarks.signature.SignatureCommand}.
 */
@NullMarked
package org.umbriel.benchmarks.signature;

import org.jspecify.annotations.NullMarked;
