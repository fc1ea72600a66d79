/**
 * Library methods in plain Java, executed like the program where the JDK's own code would work on
 * representations that are modelled otherwise. Static methods, the receiver first; start at {@link
 * org.umbriel.symexec.explore.model.StringModel}.
 */
@NullMarked
package org.umbriel.symexec.explore.model;

import org.jspecify.annotations.NullMarked;
