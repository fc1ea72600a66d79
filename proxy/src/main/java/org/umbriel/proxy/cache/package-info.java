/**
 * What has been served and stays as it was, and the work behind it: shared by all who ask for the
 * same, given up when nobody waits any more. Start at {@link
 * org.umbriel.proxy.cache.ServedArtifacts}. Knows neither HTTP nor Maven.
 */
@NullMarked
package org.umbriel.proxy.cache;

import org.jspecify.annotations.NullMarked;
