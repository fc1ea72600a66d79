/**
 * Limits for JDKs that have no SecurityManager any more: the JDK's own classes, with guards where
 * they reach out of the process. Start at {@link org.umbriel.symexec.replay.limit.PatchedBase}: a
 * JDK flows in, a jar for {@code --patch-module java.base} flows out.
 */
@NullMarked
package org.umbriel.symexec.replay.limit;

import org.jspecify.annotations.NullMarked;
