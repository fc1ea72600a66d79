@NullMarked
package org.umbriel.cli;

import org.jspecify.annotations.NullMarked;
