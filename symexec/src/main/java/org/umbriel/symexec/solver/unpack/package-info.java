/**
 * Native libraries that lie in jars, unpacked once a user. Start at {@link
 * org.umbriel.symexec.solver.unpack.LibraryFolder}.
 */
@NullMarked
package org.umbriel.symexec.solver.unpack;

import org.jspecify.annotations.NullMarked;
