/**
 * Abstract interpretation of one method. Start at {@link
 * org.umbriel.symexec.fact.method.MethodAnalysis}: a value graph and a {@link
 * org.umbriel.symexec.fact.method.World} that answers questions about everything outside flow in, a
 * state before each instruction flows out to observers.
 */
@NullMarked
package org.umbriel.symexec.fact.method;

import org.jspecify.annotations.NullMarked;
