/** What tests of several packages need. Start at {@link org.umbriel.metadata.testing.Tool}. */
@NullMarked
package org.umbriel.metadata.testing;

import org.jspecify.annotations.NullMarked;
