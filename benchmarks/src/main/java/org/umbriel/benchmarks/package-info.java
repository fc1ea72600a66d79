@NullMarked
package org.umbriel.benchmarks;

import org.jspecify.annotations.NullMarked;
