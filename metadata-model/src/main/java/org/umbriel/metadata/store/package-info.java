/**
 * A content-addressed store of files for blobs that are a function of their input: verdicts,
 * summaries, descriptions, rewritten artifacts. Start at {@link org.umbriel.metadata.store.Store}
 * and build its {@link org.umbriel.metadata.store.Key}s from everything that the blob depends on.
 */
@NullMarked
package org.umbriel.metadata.store;

import org.jspecify.annotations.NullMarked;
