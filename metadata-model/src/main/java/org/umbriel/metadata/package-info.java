@NullMarked
package org.umbriel.metadata;

import org.jspecify.annotations.NullMarked;
