/**
 * Subjects of checks, each with its expected verdict on the line that it is about: {@code // expect
 * KIND verdict, KIND verdict}, in the order of the code and each once a line; trivial sites are not
 * listed. They are compiled, never run by the build itself.
 */
package org.umbriel.symexec.targets;
