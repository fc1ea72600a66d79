/**
 * The first stage of the pipeline: each class file is verified before anything decodes it, against
 * what it can meet where the jar is to run. Start at {@link
 * org.umbriel.rewriter.verify.ArchiveVerifier}.
 */
@NullMarked
package org.umbriel.rewriter.verify;

import org.jspecify.annotations.NullMarked;
