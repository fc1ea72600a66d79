/**
 * Competition mode: SV-COMP's properties of whole Java programs, answered TRUE, FALSE or UNKNOWN.
 * Start at {@link org.umbriel.symexec.compete.Competition}.
 */
@NullMarked
package org.umbriel.symexec.compete;

import org.jspecify.annotations.NullMarked;
