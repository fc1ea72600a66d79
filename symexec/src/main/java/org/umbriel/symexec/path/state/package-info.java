/**
 * What is known at one point of a symbolic execution: values of locals and stack, the heap, the
 * path condition. Start at {@link org.umbriel.symexec.path.state.State}; everything here is
 * immutable but {@link org.umbriel.symexec.path.state.Unknowns}.
 */
@NullMarked
package org.umbriel.symexec.path.state;

import org.jspecify.annotations.NullMarked;
