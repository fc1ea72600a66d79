/**
 * What Signature attributes say of values: the type arguments with which a compiler chose its
 * casts. Start at {@link org.umbriel.symexec.fact.generic.GenericTypes}. The JVM does not check any
 * of it; who uses it assumes that there is no heap pollution (JLS 4.12.2).
 */
@NullMarked
package org.umbriel.symexec.fact.generic;

import org.jspecify.annotations.NullMarked;
