/**
 * Format checking (JVMS 4.8): raw bytes flow in, a {@code ClassShape} flows out, whose structure
 * and names are sound and whose code has not been looked at. Start at {@link
 * org.umbriel.metadata.verify.format.FormatChecker}.
 */
@NullMarked
package org.umbriel.metadata.verify.format;

import org.jspecify.annotations.NullMarked;
