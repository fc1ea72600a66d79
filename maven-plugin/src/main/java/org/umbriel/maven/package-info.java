/**
 * The checker in a Maven build: {@code umbriel:check} runs {@code umbriel check} on the module's
 * classes, in a process of its own. Start at {@link org.umbriel.maven.CheckMojo}.
 */
@NullMarked
package org.umbriel.maven;

import org.jspecify.annotations.NullMarked;
