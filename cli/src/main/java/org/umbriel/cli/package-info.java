/**
 * The command line: one class a subcommand, which reads files, wires the stages together and
 * prints. Start at {@link org.umbriel.cli.Umbriel}.
 */
@NullMarked
package org.umbriel.cli;

import org.jspecify.annotations.NullMarked;
