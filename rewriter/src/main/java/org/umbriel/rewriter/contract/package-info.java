/**
 * Declared contracts, enforced where code is entered. Start at {@link
 * org.umbriel.rewriter.contract.ContractService}.
 */
@NullMarked
package org.umbriel.rewriter.contract;

import org.jspecify.annotations.NullMarked;
