/** SV-COMP's Verifier, as tasks refer to it. */
@NullMarked
package org.sosy_lab.sv_benchmarks;

import org.jspecify.annotations.NullMarked;
