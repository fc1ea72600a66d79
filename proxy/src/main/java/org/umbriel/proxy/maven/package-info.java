/**
 * Maven's world: coordinates, the machine's settings, resolving artifacts, and the layout of a
 * repository. Start at {@link org.umbriel.proxy.maven.ArtifactResolver}.
 */
@NullMarked
package org.umbriel.proxy.maven;

import org.jspecify.annotations.NullMarked;
