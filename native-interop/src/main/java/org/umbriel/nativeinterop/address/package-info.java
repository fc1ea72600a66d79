/**
 * What an address of this process is: a variable, code, a stack, a block of malloc's. Start at
 * {@link org.umbriel.nativeinterop.address.AddressSpace}.
 */
@NullMarked
package org.umbriel.nativeinterop.address;

import org.jspecify.annotations.NullMarked;
