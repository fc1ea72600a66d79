/**
 * Type checking of methods by their stack maps (JVMS 4.9.1, 4.10.1). Start at {@link
 * org.umbriel.metadata.verify.code.TypeChecker}, which reads {@code OpcodeTable} and moves a {@code
 * Frame} from instruction to instruction.
 */
@NullMarked
package org.umbriel.metadata.verify.code;

import org.jspecify.annotations.NullMarked;
