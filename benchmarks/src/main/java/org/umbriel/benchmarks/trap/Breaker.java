package org.umbriel.benchmarks.trap;

/** Who broke a contract, by the call that did; the later ones weigh more. */
public enum Breaker {
  /** Code outside the library. */
  OUTSIDE("by a test"),
  /** The library, at a call whose precondition was not proven, and is not claimed to hold. */
  LIBRARY_UNPROVEN("by the library, at a precondition that is unproven"),
  /** The library gave something to the platform, which called the library back. */
  LIBRARY_THROUGH_PLATFORM("by the platform, called by the library"),
  /** The library, at a call that has no site for the precondition: nobody is asked to pay. */
  LIBRARY_WITHOUT_SITE("by the library, at a call without a site for the precondition"),
  /** The library, at a call whose precondition was proven and rests on nothing that was broken. */
  LIBRARY_PROVEN("by the library, at a precondition that is proven");

  private final String text;

  Breaker(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** Whether the contract was neither owed by others nor paid for at the call: our mistake. */
  public boolean isDefect() {
    return this == LIBRARY_WITHOUT_SITE || this == LIBRARY_PROVEN;
  }
}
