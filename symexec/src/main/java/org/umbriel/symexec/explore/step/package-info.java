/**
 * The instructions as operations of the machine, one file a family. Start at {@link
 * org.umbriel.symexec.explore.step.Linker}.
 */
@NullMarked
package org.umbriel.symexec.explore.step;

import org.jspecify.annotations.NullMarked;
