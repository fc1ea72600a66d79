/** What was served to whom. Start at {@link org.umbriel.proxy.audit.AuditTrail}. */
@NullMarked
package org.umbriel.proxy.audit;

import org.jspecify.annotations.NullMarked;
