/**
 * Type inference for class files without stack maps (JVMS 4.10.2), subroutines included. Start at
 * {@link org.umbriel.metadata.verify.infer.InferenceChecker}.
 */
@NullMarked
package org.umbriel.metadata.verify.infer;

import org.jspecify.annotations.NullMarked;
