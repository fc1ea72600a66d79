package org.umbriel.symexec.targets;

import org.jspecify.annotations.NonNull;

/** Null dereferences. */
public class Nulls {
  private int value;
  private Nulls next;
  private final int[] data = new int[4];

  static int plain(Nulls n) {
    return n.value; // expect NULL_DEREFERENCE unproven
  }

  static int contract(@NonNull Nulls n) {
    return n.value; // expect NULL_DEREFERENCE contract
  }

  static int correlated(boolean use) {
    int[] a = use ? new int[1] : null;
    int b = 3;
    if (use) {
      b += a.length; // expect NULL_DEREFERENCE proven
    }
    return b;
  }

  static int afterTheFact(Nulls n) {
    int v = n.value; // expect NULL_DEREFERENCE unproven
    return v + n.value; // expect NULL_DEREFERENCE proven
  }

  int field() {
    if (next != null) {
      return next.value; // expect NULL_DEREFERENCE proven
    }
    return 0;
  }

  int fieldAfterCall() {
    if (next != null) {
      unknown();
      return next.value; // expect NULL_DEREFERENCE unproven
    }
    return 0;
  }

  void unknown() {
    next = null;
  }

  private int helper(Nulls n) {
    return n == null ? -1 : n.value; // expect NULL_DEREFERENCE proven
  }

  static Nulls choose(Nulls a, Nulls b) {
    return a != null ? a : b;
  }

  static int throughCallee(Nulls a) {
    Nulls chosen = choose(a, new Nulls());
    return chosen.value; // expect NULL_DEREFERENCE proven
  }

  static int handled(Nulls n) {
    try {
      return n.value; // expect NULL_DEREFERENCE unproven
    } catch (NullPointerException e) {
      if (n == null) {
        return 0;
      }
      return n.value; // expect NULL_DEREFERENCE proven
    }
  }

  static int walk(Nulls n) {
    int sum = 0;
    for (Nulls at = n; at != null; at = at.next) { // expect NULL_DEREFERENCE proven
      sum += at.value; // expect NULL_DEREFERENCE proven
    }
    return sum;
  }

  static int aliased(Nulls a, Nulls b) {
    if (a == null || b == null) {
      return 0;
    }
    a.next = new Nulls(); // expect NULL_DEREFERENCE proven
    b.next = null; // expect NULL_DEREFERENCE proven
    return a.next.value; // expect NULL_DEREFERENCE proven, NULL_DEREFERENCE unproven
  }

  static int notAliased(Nulls b) {
    if (b == null) {
      return 0;
    }
    Nulls a = new Nulls();
    a.next = new Nulls();
    b.next = null; // expect NULL_DEREFERENCE proven
    return a.next.value; // expect NULL_DEREFERENCE proven
  }

  int constructed() {
    return data.length; // expect NULL_DEREFERENCE unproven
  }

  static Object thrown(RuntimeException e, int i) {
    if (i > 3) {
      throw e; // expect NULL_DEREFERENCE unproven
    }
    return e;
  }
}
