/**
 * Do the assumptions that a proof rests on hold in this process? Start at {@link
 * org.umbriel.shadow.guard.Guard}, which fills the {@code static final} flags of companions.
 */
package org.umbriel.shadow.guard;
