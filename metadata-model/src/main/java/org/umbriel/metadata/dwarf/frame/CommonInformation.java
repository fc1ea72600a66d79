package org.umbriel.metadata.dwarf.frame;

import org.umbriel.metadata.entry.Bytes;

/**
 * What the descriptions of many functions share (a CIE: DWARF 5, 6.4.1).
 *
 * @param pointerEncoding how {@code .eh_frame} writes addresses; 0 where they stand as they are
 * @param isSignalFrame whether the caller was interrupted, not called from
 * @param instructions what sets the first row up
 */
public record CommonInformation(
    long offset,
    int version,
    String augmentation,
    int addressSize,
    long codeAlignment,
    long dataAlignment,
    int returnAddress,
    int pointerEncoding,
    int lsdaEncoding,
    boolean isSignalFrame,
    Bytes instructions) {

  boolean isAugmented() {
    return augmentation.startsWith("z");
  }
}
