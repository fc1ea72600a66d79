@NullMarked
package org.umbriel.proxy;

import org.jspecify.annotations.NullMarked;
