@NullMarked
package org.umbriel.symexec;

import org.jspecify.annotations.NullMarked;
