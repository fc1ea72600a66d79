/**
 * Link checks (JVMS 5.4.3, the fourth phase of verification): does a reference of one class hold in
 * the classes that it meets here? Start at {@link org.umbriel.shadow.link.Link}, which rewritten
 * code calls through its companion.
 */
package org.umbriel.shadow.link;
