/**
 * What is known at one program point: facts about values, differences between them, what fields
 * hold. Start at {@link org.umbriel.symexec.fact.state.State}; states of several ways flow into
 * {@link org.umbriel.symexec.fact.state.StateJoin}, one flows out.
 */
@NullMarked
package org.umbriel.symexec.fact.state;

import org.jspecify.annotations.NullMarked;
