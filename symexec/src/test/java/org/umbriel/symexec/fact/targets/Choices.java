package org.umbriel.symexec.fact.targets;

/** Conditions that are values for a while: what a method that insists on them has shown. */
final class Choices {
  private Choices() {}

  static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException();
    }
  }

  static void forbid(boolean fails) {
    if (fails) {
      throw new IllegalArgumentException();
    }
  }

  static int first(int[] a, int i) {
    require(a.length > 3); // expect NULL_DEREFERENCE contract
    // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
    return a[2];
  }

  static int both(int[] a, int i) {
    require(i >= 0 && i < a.length); // expect NULL_DEREFERENCE contract
    // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS proven
    return a[i];
  }

  /** One of them is not enough. */
  static int either(int[] a, int i) {
    require(i >= 0 || i < a.length); // expect NULL_DEREFERENCE contract
    // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven
    return a[i];
  }

  /** Neither holds. */
  static int neither(int[] a, int i) {
    forbid(i < 0 || i >= a.length); // expect NULL_DEREFERENCE contract
    // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS proven
    return a[i];
  }

  static int text(Object o) {
    boolean known = o instanceof String;
    require(known);
    return ((String) o).length(); // expect CLASS_CAST proven, NULL_DEREFERENCE proven
  }

  /** The flag says something of an element that was looked at earlier, not of the last. */
  static int flag(int[] a, int limit) {
    boolean found = false;
    int last = 0;
    for (int i = 0; i < limit; i++) {
      last = i * 7;
      if (last < a.length) { // expect NULL_DEREFERENCE contract
        found = true;
      }
    }
    require(found);
    // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven
    return a[last];
  }
}
