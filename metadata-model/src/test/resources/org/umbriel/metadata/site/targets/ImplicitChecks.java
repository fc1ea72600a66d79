import java.util.function.Supplier;

class ImplicitChecks { // expect NULL_DEREFERENCE trivial
  int field;
  static Object shared;

  int length(int[] a) {
    return a.length; // expect NULL_DEREFERENCE
  }

  int last(int[] a) {
    return a[a.length - 1]; // expect NULL_DEREFERENCE, NULL_DEREFERENCE, ARRAY_BOUNDS
  }

  void store(Object[] a, long[] b, int i, Object o) {
    a[i] = o; // expect NULL_DEREFERENCE, ARRAY_BOUNDS, ARRAY_STORE
    b[i] = 1; // expect NULL_DEREFERENCE, ARRAY_BOUNDS
  }

  int divide(int a, int b, long c, double d) {
    int quotient = a / b; // expect DIVISION_BY_ZERO
    quotient += (int) (c % a); // expect DIVISION_BY_ZERO
    quotient /= 16; // expect DIVISION_BY_ZERO trivial
    c /= 0L; // expect DIVISION_BY_ZERO
    c /= -1L; // expect DIVISION_BY_ZERO trivial
    return quotient + (int) (d / a % b);
  }

  String cast(Object o, Object[] p) {
    Integer[] numbers = (Integer[]) p; // expect CLASS_CAST
    return (String) o; // expect CLASS_CAST
  }

  Object sizes(int n) {
    Object a = new int[n]; // expect NEGATIVE_ARRAY_SIZE
    a = new String[0]; // expect NEGATIVE_ARRAY_SIZE trivial
    a = new int[2][n][]; // expect NEGATIVE_ARRAY_SIZE trivial, NEGATIVE_ARRAY_SIZE
    return new long[-1]; // expect NEGATIVE_ARRAY_SIZE
  }

  int fields(ImplicitChecks other) {
    other.field = this.field; // expect NULL_DEREFERENCE, NULL_DEREFERENCE trivial
    shared = other;
    return other.field++; // expect NULL_DEREFERENCE, NULL_DEREFERENCE
  }

  int calls(String s, CharSequence c, Runnable r) {
    calls(s, c, r); // expect NULL_DEREFERENCE trivial
    c.length(); // expect NULL_DEREFERENCE
    Math.abs(1);
    super.hashCode(); // expect NULL_DEREFERENCE trivial
    Supplier<String> bound = s::trim;
    return "text".length() + new Object().hashCode(); // expect NULL_DEREFERENCE trivial, NULL_DEREFERENCE trivial, NULL_DEREFERENCE trivial
  }

  void failing(RuntimeException e) {
    throw e; // expect NULL_DEREFERENCE
  }

  void fails() {
    throw new IllegalStateException(); // expect NULL_DEREFERENCE trivial, NULL_DEREFERENCE trivial
  }

  void locking(Object lock) {
    synchronized (lock) { // expect NULL_DEREFERENCE
      shared = lock;
    } // expect NULL_DEREFERENCE, ILLEGAL_MONITOR, NULL_DEREFERENCE, ILLEGAL_MONITOR, NULL_DEREFERENCE
  }

  ImplicitChecks reassigned(ImplicitChecks other) {
    ImplicitChecks me = this;
    me.field = 1; // expect NULL_DEREFERENCE trivial
    me = other;
    me.field = 2; // expect NULL_DEREFERENCE
    me = new ImplicitChecks(); // expect NULL_DEREFERENCE trivial
    me.field = 3; // expect NULL_DEREFERENCE trivial
    if (other == me) {
      me.field = 4; // expect NULL_DEREFERENCE
    }
    return me;
  }
}
