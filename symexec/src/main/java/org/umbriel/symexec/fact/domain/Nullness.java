package org.umbriel.symexec.fact.domain;

/** What is known about whether a reference is null. */
public enum Nullness {
  NULL,
  NON_NULL,
  UNKNOWN;

  public Nullness join(Nullness other) {
    return this == other ? this : UNKNOWN;
  }
}
