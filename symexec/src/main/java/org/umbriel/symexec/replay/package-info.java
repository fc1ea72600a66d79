/**
 * Tells what a real JVM does with a concrete call, in a forked and limited process. Start at {@link
 * org.umbriel.symexec.replay.Replayer}: plans and predictions flow in, what happened and whether
 * that confirms the prediction flows out.
 */
@NullMarked
package org.umbriel.symexec.replay;

import org.jspecify.annotations.NullMarked;
