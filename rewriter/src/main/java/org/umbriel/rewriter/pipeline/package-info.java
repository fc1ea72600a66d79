/**
 * What a service is, and what it hands back: edits against the decoded original, so that services
 * compose without reading each other's output. Start at {@link
 * org.umbriel.rewriter.pipeline.Service}.
 */
@NullMarked
package org.umbriel.rewriter.pipeline;

import org.jspecify.annotations.NullMarked;
