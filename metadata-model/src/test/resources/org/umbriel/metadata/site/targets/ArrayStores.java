class ArrayStores { // expect NULL_DEREFERENCE trivial
  static String name;

  static void strings(String s, Object o) {
    String[] a = new String[2]; // expect NEGATIVE_ARRAY_SIZE trivial
    a[0] = "literal"; // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial
    a[0] = null; // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial
    a[1] = name; // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial
    a[1] = String.valueOf(o); // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial
    a[1] = (String) o; // expect CLASS_CAST, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial
    a[1] = s; // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE
    a[2] = name; // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS, ARRAY_STORE trivial
    a[-1] = name; // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS, ARRAY_STORE trivial
  }

  static void covariant(Object o) {
    Object[] a = new String[1]; // expect NEGATIVE_ARRAY_SIZE trivial
    a[0] = o; // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE
    a[0] = 1; // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE
    Object[] b = (Object[]) a;
    b[0] = new Object(); // expect NULL_DEREFERENCE trivial, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE
  }

  static void nested(int[][] given, int i) {
    int[][] rows = new int[2][3]; // expect NEGATIVE_ARRAY_SIZE trivial, NEGATIVE_ARRAY_SIZE trivial
    rows[1] = new int[i]; // expect NEGATIVE_ARRAY_SIZE, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial
    rows[1][1] = 2; // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, NULL_DEREFERENCE, ARRAY_BOUNDS
    given[0] = rows[0]; // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, NULL_DEREFERENCE, ARRAY_BOUNDS, ARRAY_STORE
  }
}
