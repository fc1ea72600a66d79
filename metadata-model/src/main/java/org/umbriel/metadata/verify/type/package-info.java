/**
 * Verification types as ints, and what is assignable to what (JVMS 4.10.1.2): numbers of names flow
 * in, answers and assumptions flow out. Start at {@link
 * org.umbriel.metadata.verify.type.Assignability}.
 */
@NullMarked
package org.umbriel.metadata.verify.type;

import org.jspecify.annotations.NullMarked;
