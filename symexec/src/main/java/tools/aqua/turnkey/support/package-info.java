/**
 * What the jar of Z3 calls to load its native libraries, in place of the artifact of that name.
 * Start at {@link tools.aqua.turnkey.support.TurnKey}.
 */
@NullMarked
package tools.aqua.turnkey.support;

import org.jspecify.annotations.NullMarked;
