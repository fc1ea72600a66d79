package org.umbriel.symexec.targets;

/** Array bounds. */
public class Bounds {

  static int constantIndex() {
    int[] a = new int[3];
    a[2] = 7;
    return a[2];
  }

  static int behindTheEnd(int[] a) {
    int n = a.length; // expect NULL_DEREFERENCE unproven
    return a[n]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
  }

  static int guarded(int[] a, int i) {
    if (a != null && i >= 0 && i < a.length) { // expect NULL_DEREFERENCE proven
      return a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
    }
    return 0;
  }

  static int sum(int n) {
    int[] a = new int[n]; // expect NEGATIVE_ARRAY_SIZE unproven
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
    }
    return sum;
  }

  static int downwards() {
    int[] a = new int[10];
    int sum = 0;
    for (int i = a.length - 1; i >= 0; i--) {
      sum += a[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
    }
    return sum;
  }

  static void copy(int n) {
    if (n < 0) {
      return;
    }
    char[] from = new char[n]; // expect NEGATIVE_ARRAY_SIZE proven
    char[] to = new char[n + 1]; // expect NEGATIVE_ARRAY_SIZE unproven
    int k = 1;
    for (int i = 0; i < from.length; i++) { // expect NULL_DEREFERENCE proven
      to[k++] = from[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
    }
  }

  static int middle(int low, int high) {
    int[] a = new int[100];
    if (low < 0 || high >= 100 || low > high) {
      return 0;
    }
    return a[(low + high) >>> 1]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
  }

  static int masked(int hash) {
    int[] table = new int[64];
    return table[hash & (table.length - 1)]; // expect ARRAY_BOUNDS proven
  }

  static int remainder(int hash, int size) {
    if (size <= 0) {
      return 0;
    }
    int[] table = new int[size]; // expect NEGATIVE_ARRAY_SIZE proven
    if (hash < 0) {
      int i = hash % size; // expect DIVISION_BY_ZERO proven
      return table[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
    }
    int i = hash % size; // expect DIVISION_BY_ZERO proven
    return table[i]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
  }

  static byte lookup(byte b) {
    byte[] table = new byte[256];
    return table[b & 0xff]; // expect ARRAY_BOUNDS proven
  }

  static int overflow(int i) {
    int[] a = new int[5];
    if (i + 1 < 5) {
      return a[i + 1]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS unproven
    }
    return 0;
  }
}
