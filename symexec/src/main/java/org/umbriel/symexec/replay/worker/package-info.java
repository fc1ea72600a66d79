/**
 * What runs in the fork: a loop that defines a program's classes afresh for each witness, runs one
 * call under limits and says what it threw. Start at {@link
 * org.umbriel.symexec.replay.worker.Worker}; nothing here refers to classes outside the package and
 * the platform, since nothing else is on the fork's path.
 */
@NullMarked
package org.umbriel.symexec.replay.worker;

import org.jspecify.annotations.NullMarked;
