@NullMarked
package org.umbriel.examples;

import org.jspecify.annotations.NullMarked;
