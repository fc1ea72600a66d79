package org.umbriel.symexec.targets;

import java.util.List;

/** Casts, array stores and sizes, assertions, preconditions. */
public class Objects {

  static String cast(Object o) {
    return (String) o; // expect CLASS_CAST unproven
  }

  static String tested(Object o) {
    return o instanceof String ? (String) o : ""; // expect CLASS_CAST proven
  }

  static Number related(Object o) {
    if (o instanceof Integer) {
      return (Number) o; // expect CLASS_CAST proven
    }
    return null;
  }

  static Integer unrelated(Object o) {
    if (o instanceof String) {
      return (Integer) o; // expect CLASS_CAST unproven
    }
    return null;
  }

  static void store(Object[] array, Object value) {
    if (array != null && array.length > 0) { // expect NULL_DEREFERENCE proven
      array[0] = value; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven, ARRAY_STORE unproven
    }
  }

  static void storeText(String[] array, String value) {
    if (array != null && array.length > 0) { // expect NULL_DEREFERENCE proven
      array[0] = value; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven, ARRAY_STORE proven
    }
  }

  static int[] size(int n) {
    return new int[n]; // expect NEGATIVE_ARRAY_SIZE unproven
  }

  static int[][] sizes(int n) {
    return n < 0 ? null : new int[n][n]; // expect NEGATIVE_ARRAY_SIZE proven
  }

  static int asserted(int n) {
    int square = n % 100 * (n % 100);
    assert square >= 0; // expect ASSERTION proven
    assert square < 9_000; // expect ASSERTION unproven
    return square;
  }

  static int generic(List<String> list) {
    String first = list.get(0); // expect NULL_DEREFERENCE unproven, CLASS_CAST unproven
    return first.length(); // expect NULL_DEREFERENCE unproven
  }

  static int callee(@org.jspecify.annotations.NonNull Object o) {
    return o.hashCode(); // expect NULL_DEREFERENCE contract
  }

  static int caller(Object o) {
    return callee(o); // expect PRECONDITION unproven
  }

  static int goodCaller(Object o) {
    return o == null ? 0 : callee(o); // expect PRECONDITION proven
  }
}
