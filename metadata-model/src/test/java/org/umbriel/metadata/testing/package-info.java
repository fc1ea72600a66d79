/**
 * What tests of several packages and modules need: subjects, assembled from bytecode or compiled
 * from source, and tools to compare with. Start at {@link
 * org.umbriel.metadata.testing.MethodAssembler} for one method, at {@link
 * org.umbriel.metadata.testing.JavaSource} for a source file with expectations.
 */
@NullMarked
package org.umbriel.metadata.testing;

import org.jspecify.annotations.NullMarked;
