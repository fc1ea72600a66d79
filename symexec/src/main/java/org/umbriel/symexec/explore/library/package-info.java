/**
 * Models of the library methods that are native, or that are better computed on whole texts than
 * character by character; all other library code runs as it is. Start at {@link
 * org.umbriel.symexec.explore.library.Models}.
 */
@NullMarked
package org.umbriel.symexec.explore.library;

import org.jspecify.annotations.NullMarked;
