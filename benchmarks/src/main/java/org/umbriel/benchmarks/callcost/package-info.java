/**
 * What a call of native code costs, by the ways there are. Start at {@link
 * org.umbriel.benchmarks.callcost.CallCostCommand}.
 */
@NullMarked
package org.umbriel.benchmarks.callcost;

import org.jspecify.annotations.NullMarked;
