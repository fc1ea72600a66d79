/**
 * Small programs that use Umbriel as a library, quoted by the README. Start at {@link
 * org.umbriel.examples.StructLayouts}.
 */
@NullMarked
package org.umbriel.examples;

import org.jspecify.annotations.NullMarked;
