package org.umbriel.symexec.fact.targets;

import java.util.Objects;

/** Null dereferences inside a method, and contracts. */
public class Nulls {
  int value;
  Nulls next;

  static int parameter(Nulls n) {
    return n.value; // expect NULL_DEREFERENCE contract
  }

  static int again(Nulls n) {
    int first = n.value; // expect NULL_DEREFERENCE contract
    return first + n.value; // expect NULL_DEREFERENCE proven
  }

  static int tested(Nulls n) {
    if (n == null) {
      return 0;
    }
    return n.value; // expect NULL_DEREFERENCE proven
  }

  static int testedAfterUse(Nulls n) {
    int v = n.value; // expect NULL_DEREFERENCE unproven
    return n == null ? 0 : v;
  }

  static int testedAndThrown(Nulls n) {
    if (n == null) {
      throw new IllegalArgumentException();
    }
    return n.value; // expect NULL_DEREFERENCE proven
  }

  static int required(Nulls n) {
    Objects.requireNonNull(n);
    return n.value; // expect NULL_DEREFERENCE linkable
  }

  static int byInstance(Object o) {
    if (o instanceof Nulls) {
      return ((Nulls) o).value; // expect CLASS_CAST proven, NULL_DEREFERENCE proven
    }
    return 0;
  }

  static int merged(Nulls n, boolean b) {
    Nulls m = b ? n : new Nulls();
    return m.value; // expect NULL_DEREFERENCE contract
  }

  static int maybe(boolean b) {
    Nulls m = null;
    if (b) {
      m = new Nulls();
    }
    return m.value; // expect NULL_DEREFERENCE unproven
  }

  static int handedOn(Nulls n) {
    return isAbsent(n) ? 0 : n.value; // expect NULL_DEREFERENCE proven
  }

  private static boolean isAbsent(Nulls n) {
    return n == null;
  }

  static boolean isEmpty(Nulls[] a) {
    return a == null || a.length == 0; // expect NULL_DEREFERENCE proven
  }

  static int lengthOf(Nulls[] a) {
    return isEmpty(a) ? -1 : a.length; // expect NULL_DEREFERENCE proven
  }

  static int literalNullFromACaller(Nulls n) {
    return n.value; // expect NULL_DEREFERENCE unproven
  }

  static int caller() {
    return literalNullFromACaller(null);
  }

  static int keeps(Nulls n, Nulls other) {
    int sum = parameter(n) + parameter(new Nulls()); // expect PRECONDITION contract
    return sum + parameter(other.next); // expect NULL_DEREFERENCE contract, PRECONDITION unproven
  }

  int reread() {
    if (next != null) {
      return next.value; // expect NULL_DEREFERENCE monitored
    }
    return 0;
  }

  int rereadAfterCall() {
    if (next != null) {
      unknown();
      return next.value; // expect NULL_DEREFERENCE unproven
    }
    return 0;
  }

  int rereadAfterQuietCall() {
    if (next != null) {
      quiet();
      return next.value; // expect NULL_DEREFERENCE monitored
    }
    return 0;
  }

  private int quiet() {
    return value + 1;
  }

  void unknown() {}

  static int written(Nulls a, Nulls b) {
    a.next = new Nulls(); // expect NULL_DEREFERENCE contract
    b.next = null; // expect NULL_DEREFERENCE contract
    return a.next.value; // expect NULL_DEREFERENCE proven, NULL_DEREFERENCE unproven
  }

  static int writtenElsewhere(Nulls b) {
    Nulls a = new Nulls();
    a.next = new Nulls();
    b.next = null; // expect NULL_DEREFERENCE contract
    return a.next.value; // expect NULL_DEREFERENCE proven
  }

  static int handled(Nulls n, int[] a) {
    Nulls m = n;
    try {
      m = null;
      a[0] = 1; // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven
      m = new Nulls();
      a[1] = 1; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
    } catch (IndexOutOfBoundsException e) {
      return m.value; // expect NULL_DEREFERENCE unproven
    }
    return m.value; // expect NULL_DEREFERENCE proven
  }

  static int deadByContractStaysAlive(Nulls n, Nulls m) {
    Nulls held = n.next; // expect NULL_DEREFERENCE contract
    if (m == n) {
      held = null;
    }
    return held.value; // expect NULL_DEREFERENCE unproven
  }

  static int loop(Nulls n) {
    int sum = 0;
    for (Nulls at = n; at != null; at = at.next) { // expect NULL_DEREFERENCE proven
      sum += at.value; // expect NULL_DEREFERENCE proven
    }
    return sum;
  }

  static int previous(Nulls n) {
    Nulls previous = null;
    for (Nulls at = n; at != null; at = at.next) { // expect NULL_DEREFERENCE proven
      if (previous != null) {
        previous.value++; // expect NULL_DEREFERENCE proven, NULL_DEREFERENCE proven
      }
      previous = at;
    }
    return previous.value; // expect NULL_DEREFERENCE unproven
  }

  /** A private method is not overridden by one of the same name (JVMS 5.4.6). */
  static class Hidden {
    private String text() {
      return null;
    }

    static int length() {
      Hidden hidden = new Hiding();
      return hidden.text().length(); // expect NULL_DEREFERENCE unproven
    }
  }

  static final class Hiding extends Hidden {
    String text() {
      return "a";
    }
  }

  private static native String lookUp(String key);

  static int ofNative(String key) {
    return lookUp(key + "!").length(); // expect NULL_DEREFERENCE unproven
  }
}
