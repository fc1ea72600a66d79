/**
 * Static verification of class files (JVMS 4, 5.3.5) over their original bytes, with the verdicts
 * of HotSpot under {@code -Xverify:all}. Start at {@link org.umbriel.metadata.verify.Verifier}: a
 * {@code ClassFile} flows in, {@code LinkFacts} or a {@code Rejection} flows out.
 */
@NullMarked
package org.umbriel.metadata.verify;

import org.jspecify.annotations.NullMarked;
