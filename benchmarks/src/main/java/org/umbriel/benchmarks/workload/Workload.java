package org.umbriel.benchmarks.workload;

/** Work that is the same each time. */
interface Workload {

  /**
   * Does it once, a few hundredths of a second.
   *
   * @return a checksum over the results, the same each time and for each copy of the library
   */
  long once() throws Exception;
}
