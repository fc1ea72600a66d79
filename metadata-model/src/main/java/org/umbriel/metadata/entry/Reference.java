package org.umbriel.metadata.entry;

/**
 * Another entry, by its place: the ordinal of its unit, and its ordinal in that unit, in the order
 * in which entries are written (parent before children, the unit's root is 0). Unlike an offset it
 * is known before anything is written.
 */
public record Reference(int unit, int entry) {
  public Reference {
    if (unit < 0 || entry < 0) {
      throw new IllegalArgumentException("unit " + unit + ", entry " + entry);
    }
  }
}
