/**
 * The runtime that a rewritten jar carries, and what a jar needs so that it is found there. Start
 * at {@link org.umbriel.rewriter.stub.Stub}.
 */
@NullMarked
package org.umbriel.rewriter.stub;

import org.jspecify.annotations.NullMarked;
