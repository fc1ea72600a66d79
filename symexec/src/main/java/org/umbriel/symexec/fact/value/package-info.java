/**
 * A method in static single assignment form: which value each instruction reads and makes. Start at
 * {@link org.umbriel.symexec.fact.value.ValueGraph#of}: a {@code MethodCode} flows in, values
 * without locals and stack flow out.
 */
@NullMarked
package org.umbriel.symexec.fact.value;

import org.jspecify.annotations.NullMarked;
