package org.umbriel.proxy.cache;

import java.time.Instant;

/**
 * One generation: within it, a released artifact's bytes never change (DESIGN.md section 7).
 *
 * @param number from 1
 * @param since when it was promoted, to the second
 * @param pinned whether it stays, however old it gets
 */
public record Generation(int number, Instant since, boolean pinned) {}
