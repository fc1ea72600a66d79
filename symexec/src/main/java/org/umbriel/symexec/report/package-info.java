/**
 * What a check found, and how people and programs read it. Start at {@link
 * org.umbriel.symexec.report.CheckReport}; {@code TextReport} and {@code JsonReport} print it.
 */
@NullMarked
package org.umbriel.symexec.report;

import org.jspecify.annotations.NullMarked;
