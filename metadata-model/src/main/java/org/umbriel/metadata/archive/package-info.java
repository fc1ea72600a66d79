/**
 * Jars, class folders and single class files as immutable entries, every byte kept, and back to
 * bytes. Start at {@link org.umbriel.metadata.archive.Archive}.
 */
@NullMarked
package org.umbriel.metadata.archive;

import org.jspecify.annotations.NullMarked;
