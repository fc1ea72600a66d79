package org.umbriel.benchmarks.probe;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What trapped code calls: each method records that a check site was executed, and whether what was
 * proven of it is false. It never throws and never changes anything, so that the program goes on as
 * it would without. State is static because inserted code has no other way to reach it; it lives as
 * long as the observed process.
 *
 * <p>{@code -Dumbriel.traps.sites=N} and {@code -Dumbriel.traps.contracts=N} say how many there
 * are. Executions are counted without synchronisation: with several threads they are a lower bound.
 */
public final class Traps {
  /** The number of trapped sites, numbered from 0. */
  public static final String SITES = "umbriel.traps.sites";

  /** The number of contracts that are watched, numbered from 0. */
  public static final String CONTRACTS = "umbriel.traps.contracts";

  private static final long[] EXECUTIONS = new long[Integer.getInteger(SITES, 0)];
  private static final Breaches BREACHES = new Breaches(Integer.getInteger(CONTRACTS, 0));
  private static final Fires FIRES = new Fires(EXECUTIONS.length, BREACHES);

  private Traps() {}

  /** Proven: the reference is not null. */
  public static void nonNull(@Nullable Object reference, int site) {
    EXECUTIONS[site]++;
    if (reference == null) {
      FIRES.record(site);
    }
  }

  /** Proven: the index is in the array; of a missing array nothing was said. */
  public static void inBounds(@Nullable Object array, int index, int site) {
    EXECUTIONS[site]++;
    if (array != null && (index < 0 || index >= Array.getLength(array))) {
      FIRES.record(site);
    }
  }

  /** Proven: the array takes the value; only asked where array and index are right. */
  public static void storable(@Nullable Object array, int index, @Nullable Object value, int site) {
    EXECUTIONS[site]++;
    if (array != null
        && value != null
        && index >= 0
        && index < Array.getLength(array)
        && !array.getClass().getComponentType().isInstance(value)) {
      FIRES.record(site);
    }
  }

  /** Proven: the divisor is not zero. */
  public static void nonZero(int divisor, int site) {
    EXECUTIONS[site]++;
    if (divisor == 0) {
      FIRES.record(site);
    }
  }

  /** Proven: the divisor is not zero. */
  public static void nonZero(long divisor, int site) {
    EXECUTIONS[site]++;
    if (divisor == 0) {
      FIRES.record(site);
    }
  }

  /** Proven: the cast succeeds. */
  public static void castable(@Nullable Object reference, boolean isInstance, int site) {
    EXECUTIONS[site]++;
    if (reference != null && !isInstance) {
      FIRES.record(site);
    }
  }

  /** Proven: the array size is not negative. */
  public static void nonNegative(int size, int site) {
    EXECUTIONS[site]++;
    if (size < 0) {
      FIRES.record(site);
    }
  }

  /** Proven: the thread owns the monitor. */
  public static void ownsMonitor(@Nullable Object monitor, int site) {
    EXECUTIONS[site]++;
    if (monitor != null && !Thread.holdsLock(monitor)) {
      FIRES.record(site);
    }
  }

  /** An {@code assert} is about to be evaluated. */
  public static void executed(int site) {
    EXECUTIONS[site]++;
  }

  /** Proven: nobody gets here, because the {@code assert} holds. */
  public static void failed(int site) {
    FIRES.record(site);
  }

  /** Proven: nobody gets here at all. */
  public static void reached(int site) {
    EXECUTIONS[site]++;
    FIRES.record(site);
  }

  /** A method begins whose contract says that this argument is not null. */
  public static void entered(@Nullable Object argument, int contract) {
    BREACHES.entered(argument, contract);
  }

  /** A test begins. */
  static void testStarted() {
    BREACHES.testStarted();
  }

  /**
   * Writes what was recorded, one record a line, in the form that {@link TrapLog} reads.
   *
   * @throws IOException if the file cannot be written
   */
  public static void writeTo(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int site = 0; site < EXECUTIONS.length; site++) {
        if (EXECUTIONS[site] > 0) {
          out.write("site\t" + site + "\t" + EXECUTIONS[site] + "\n");
        }
      }
      FIRES.writeTo(out);
      BREACHES.writeTo(out);
    }
  }
}
