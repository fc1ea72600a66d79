/**
 * What addresses are said to be, against what they are known to be; what tracking malloc costs.
 * Start at {@link org.umbriel.benchmarks.address.AddressCommand}.
 */
@NullMarked
package org.umbriel.benchmarks.address;

import org.jspecify.annotations.NullMarked;
