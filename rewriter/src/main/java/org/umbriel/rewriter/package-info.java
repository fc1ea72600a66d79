@NullMarked
package org.umbriel.rewriter;

import org.jspecify.annotations.NullMarked;
