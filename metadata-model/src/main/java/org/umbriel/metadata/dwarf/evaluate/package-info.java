/**
 * Where things are while a program runs: an interpreter for DWARF expressions. Start at {@link
 * org.umbriel.metadata.dwarf.evaluate.Evaluator}.
 */
@NullMarked
package org.umbriel.metadata.dwarf.evaluate;

import org.jspecify.annotations.NullMarked;
