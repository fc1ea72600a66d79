/**
 * What verification comes to. Start at {@link org.umbriel.metadata.verify.result.Verification}:
 * accepted classes come with the facts they assume of others, rejected ones with section and place.
 */
@NullMarked
package org.umbriel.metadata.verify.result;

import org.jspecify.annotations.NullMarked;
