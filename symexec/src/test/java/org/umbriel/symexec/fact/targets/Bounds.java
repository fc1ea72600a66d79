package org.umbriel.symexec.fact.targets;

/** Intervals, and differences between indices and lengths. */
public class Bounds {

  static int ascending(int[] a) {
    int sum = 0;
    for (int i = 0; i < a.length; i++) { // expect NULL_DEREFERENCE contract
      sum += a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
    }
    return sum;
  }

  static int descending(int[] a) {
    int sum = 0;
    for (int i = a.length - 1; i >= 0; i--) { // expect NULL_DEREFERENCE contract
      sum += a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
    }
    return sum;
  }

  static int each(int[] a) {
    int sum = 0;
    for (int x :
        a) { // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
      sum += x;
    }
    return sum;
  }

  static int pastTheEnd(int[] a) {
    int sum = 0;
    for (int i = 0; i <= a.length; i++) { // expect NULL_DEREFERENCE contract
      sum += a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
    }
    return sum;
  }

  static int[] copied(int[] from) {
    int[] to = new int[from.length]; // expect NULL_DEREFERENCE contract, NEGATIVE_ARRAY_SIZE proven
    for (int i = 0; i < from.length; i++) { // expect NULL_DEREFERENCE proven
      // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven, NULL_DEREFERENCE proven
      // expect ARRAY_BOUNDS proven
      to[i] = from[i];
    }
    return to;
  }

  static int search(int[] a, int key) {
    int low = 0;
    int high = a.length - 1; // expect NULL_DEREFERENCE contract
    while (low <= high) {
      int mid = (low + high) >>> 1;
      if (a[mid] < key) { // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
        low = mid + 1;
      } else if (a[mid] > key) { // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
        high = mid - 1;
      } else {
        return mid;
      }
    }
    return -1;
  }

  static int overflowingMiddle(int[] a, int key) {
    int low = 0;
    int high = a.length - 1; // expect NULL_DEREFERENCE contract
    while (low <= high) {
      int mid = (low + high) / 2;
      if (a[mid] < key) { // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
        low = mid + 1;
      } else {
        high = mid - 1;
      }
    }
    return low;
  }

  static void reverse(int[] a) {
    int i = 0;
    int j = a.length - 1; // expect NULL_DEREFERENCE contract
    while (i < j) {
      int t = a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
      // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven, NULL_DEREFERENCE proven
      // expect ARRAY_BOUNDS proven
      a[i] = a[j];
      a[j] = t; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
      i++;
      j--;
    }
  }

  static int masked(int[] table, int hash) {
    if (table.length > 0) { // expect NULL_DEREFERENCE contract
      // expect NULL_DEREFERENCE proven, NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
      return table[hash & (table.length - 1)];
    }
    return 0;
  }

  static int remainder(int[] table, int hash) {
    // expect NULL_DEREFERENCE contract, DIVISION_BY_ZERO unproven
    int at = (hash & 0x7fffffff) % table.length;
    return table[at]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
  }

  static int signedRemainder(int[] table, int hash) {
    int at = hash % table.length; // expect NULL_DEREFERENCE contract, DIVISION_BY_ZERO unproven
    return table[at]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
  }

  static int absoluteIsNotEnough(int[] table, int hash) {
    if (table.length == 0) { // expect NULL_DEREFERENCE contract
      return 0;
    }
    // expect NULL_DEREFERENCE proven, DIVISION_BY_ZERO proven, NULL_DEREFERENCE proven
    // expect ARRAY_BOUNDS unproven
    return table[Math.abs(hash) % table.length];
  }

  static int narrow(byte b, char c) {
    int[] bytes = new int[256];
    int[] chars = new int[65536];
    // expect ARRAY_BOUNDS proven, ARRAY_BOUNDS proven, ARRAY_BOUNDS proven
    return bytes[b & 0xff] + bytes[b + 128] + chars[c];
  }

  static int increment(int[] a, int i) {
    if (i >= 0 && i < a.length - 1) { // expect NULL_DEREFERENCE contract
      return a[i + 1]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
    }
    return 0;
  }

  static int incrementOverflows(int[] a, int i) {
    if (i >= 0 && i + 1 < a.length) { // expect NULL_DEREFERENCE contract
      return a[i + 1]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
    }
    return 0;
  }

  static int difference(int[] a, int from, int to) {
    if (0 <= from && from <= to && to <= a.length) { // expect NULL_DEREFERENCE contract
      int[] part = new int[to - from]; // expect NEGATIVE_ARRAY_SIZE proven
      for (int i = from; i < to; i++) {
        // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven, NULL_DEREFERENCE proven
        // expect ARRAY_BOUNDS proven
        part[i - from] = a[i];
      }
      return part.length; // expect NULL_DEREFERENCE proven
    }
    return 0;
  }

  static int knownAfterAccess(int[] a, int i) {
    int first = a[i]; // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven
    return first + a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
  }

  static int divide(int a, int b) {
    if (b != 0) {
      return a / b; // expect DIVISION_BY_ZERO proven
    }
    return a % b; // expect DIVISION_BY_ZERO unproven
  }

  static long divideLong(long a, int b) {
    return b > 0 ? a / b : a / (b - 1L); // expect DIVISION_BY_ZERO proven, DIVISION_BY_ZERO proven
  }

  static int switched(int[] a, int k) {
    if (a.length < 3) { // expect NULL_DEREFERENCE contract
      return 0;
    }
    switch (k) {
      case 0:
      case 1:
      case 2:
        return a[k]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
      default:
        return a[k]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
    }
  }

  static int nested(int n) {
    int[][] grid = new int[n][4]; // expect NEGATIVE_ARRAY_SIZE unproven
    int sum = 0;
    for (int i = 0; i < n; i++) {
      // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven, NULL_DEREFERENCE unproven
      // expect ARRAY_BOUNDS unproven
      sum += grid[i][3];
    }
    return sum;
  }

  static int length() {
    return new String[5].length;
  }

  enum Colour { // expect NULL_DEREFERENCE proven, CLASS_CAST proven, CLASS_CAST monitored
    RED,
    GREEN {
      @Override
      int weight() {
        return 2; // a constant with a class of its own
      }
    };

    int weight() {
      return 1;
    }
  }

  static int switched(Colour c) {
    // expect NULL_DEREFERENCE linkable, NEGATIVE_ARRAY_SIZE linkable, NULL_DEREFERENCE linkable
    // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS monitored
    // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE linkable, ARRAY_BOUNDS monitored
    switch (c) {
      case RED:
        return 1;
      default:
        return 2;
    }
  }

  static int tableOfAnother(Colour c) {
    // expect NULL_DEREFERENCE linkable, NEGATIVE_ARRAY_SIZE proven
    int[] table = new int[Thread.State.values().length];
    return table[c.ordinal()]; // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven
  }

  static int tableOfItsOwn(Colour c) {
    // expect NULL_DEREFERENCE linkable, NEGATIVE_ARRAY_SIZE linkable
    int[] table = new int[Colour.values().length];
    return table[c.ordinal()]; // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS monitored
  }
}
