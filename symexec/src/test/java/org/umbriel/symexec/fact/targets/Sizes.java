package org.umbriel.symexec.fact.targets;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;

/** How what a method takes and gives compares, as its callers may rely on it. */
public class Sizes {

  private static void check(int index, int size) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
  }

  static int checked(int[] a, int i) {
    check(i, a.length); // expect NULL_DEREFERENCE contract
    return a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS monitored
  }

  static int checkedByTheJdk(int[] a, int i) {
    Objects.checkIndex(i, a.length); // expect NULL_DEREFERENCE contract
    return a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS linkable
  }

  static int checkedButCaught(int[] a, int i) {
    try {
      check(i, a.length); // expect NULL_DEREFERENCE contract
    } catch (IndexOutOfBoundsException e) {
      e.printStackTrace(); // expect NULL_DEREFERENCE proven
    }
    return a[i]; // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven
  }

  private static void checkPosition(int index, int size) {
    if (index < 0 || index > size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
  }

  static int oneTooFar(int[] a, int i) {
    checkPosition(i, a.length); // expect NULL_DEREFERENCE contract
    return a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
  }

  static int oneBefore(int[] a, int i) {
    checkPosition(i, a.length); // expect NULL_DEREFERENCE contract
    return i > 0 ? a[i - 1] : 0; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
  }

  private static void checkAnother(int index, int size) {
    int moved = index - 1;
    if (moved < 0 || moved >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
  }

  static int checkedElsewhere(int[] a, int i) {
    checkAnother(i, a.length); // expect NULL_DEREFERENCE contract
    return a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
  }

  private static void sameLength(int[] a, int[] b) {
    if (a.length != b.length) { // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE contract
      throw new IllegalArgumentException();
    }
  }

  static int product(int[] a, int[] b) {
    sameLength(a, b);
    int sum = 0;
    for (int i = 0; i < a.length; i++) { // expect NULL_DEREFERENCE proven
      // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven, NULL_DEREFERENCE proven
      // expect ARRAY_BOUNDS proven
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static boolean isInside(int[] a, int i) {
    return i >= 0 && i < a.length; // expect NULL_DEREFERENCE contract
  }

  static int guarded(int[] a, int i) {
    if (isInside(a, i)) {
      return a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
    }
    return a[i]; // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven
  }

  private static int clamped(int i, int size) {
    return i < 0 ? 0 : i >= size ? size - 1 : i;
  }

  static int inside(int[] a, int i) {
    if (a.length == 0) { // expect NULL_DEREFERENCE contract
      return 0;
    }
    // expect NULL_DEREFERENCE proven, NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
    return a[clamped(i, a.length)];
  }

  private static int[] zeroes(int size) {
    return new int[size]; // expect NEGATIVE_ARRAY_SIZE unproven
  }

  static int[] counted(int n) {
    int[] result = zeroes(n);
    for (int i = 0; i < n; i++) {
      result[i] = i; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
    }
    return result;
  }

  static Object[] reflective(Class<?> type, int n) {
    Object[] made = (Object[]) Array.newInstance(type, n); // expect CLASS_CAST unproven
    for (int i = 0; i < n; i++) {
      // expect NULL_DEREFERENCE linkable, ARRAY_BOUNDS linkable, ARRAY_STORE unproven
      made[i] = type;
    }
    return made;
  }

  static int[] longer(int[] a) {
    int[] copy = Arrays.copyOf(a, 10);
    copy[9] = 1; // expect NULL_DEREFERENCE linkable, ARRAY_BOUNDS linkable
    copy[10] = 1; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
    return copy;
  }

  private static int climbing(int i) {
    return i > 1000 ? i : climbing(i + 1) + 1;
  }

  static int climbed(int[] a) {
    int i = climbing(0);
    return i < a.length // expect NULL_DEREFERENCE contract
        ? a[i] // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
        : 0;
  }

  void overridable(int index, int size) {
    check(index, size);
  }

  int checkedByWhoever(int[] a, int i) {
    overridable(i, a.length); // expect NULL_DEREFERENCE contract
    return a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
  }
}
