/**
 * Subjects of tier 1, with the expected verdicts on the line they are about: {@code // expect KIND
 * verdict, KIND verdict}, in the order of the code. Verdicts are {@code proven} (unconditionally),
 * {@code linkable}, {@code monitored}, {@code contract}, {@code unproven}; trivial sites are not
 * listed, and a site that is not listed fails the test.
 */
package org.umbriel.symexec.fact.targets;
