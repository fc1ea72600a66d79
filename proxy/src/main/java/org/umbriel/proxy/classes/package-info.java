/**
 * Code that clients send, or that other servers have, instead of a repository: jars and single
 * classes, rewritten by content. Start at {@link org.umbriel.proxy.classes.ClassEndpoint} and
 * {@link org.umbriel.proxy.classes.CodeMaker}.
 */
@NullMarked
package org.umbriel.proxy.classes;

import org.jspecify.annotations.NullMarked;
