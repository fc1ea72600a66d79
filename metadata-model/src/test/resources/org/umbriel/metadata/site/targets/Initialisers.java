class Initialisers { // expect NULL_DEREFERENCE trivial
  static Object[] varargs(Object o, long l) {
    return new Object[] { // expect NEGATIVE_ARRAY_SIZE trivial, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial
      o, // the line of the method's first store is that of the expression
      l, // expect NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial
      null
    };
  }

  static long[] primitives(int n) {
    return new long[] {1, n}; // expect NEGATIVE_ARRAY_SIZE trivial, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial
  }

  static int[][] rows(int n) {
    return new int[][] {{n}, null}; // expect NEGATIVE_ARRAY_SIZE trivial, NEGATIVE_ARRAY_SIZE trivial, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial
  }

  static Object conditional(boolean b) {
    return new String[] {b ? "x" : "y"}; // expect NEGATIVE_ARRAY_SIZE trivial, NULL_DEREFERENCE, ARRAY_BOUNDS, ARRAY_STORE
  }

  /* values(), valueOf(), the constructor and the array of values stand on the line of the enum. */
  enum Suit { // expect NULL_DEREFERENCE, CLASS_CAST, CLASS_CAST, NULL_DEREFERENCE trivial, NEGATIVE_ARRAY_SIZE trivial, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial, NULL_DEREFERENCE trivial, ARRAY_BOUNDS trivial, ARRAY_STORE trivial
    HEARTS, SPADES // expect NULL_DEREFERENCE trivial, NULL_DEREFERENCE trivial
  }
}
