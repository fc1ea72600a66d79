package org.umbriel.symexec.fact.targets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What constructors establish, and what can be seen before they have. */
public class Fields {
  private static final int[] TABLE = new int[16];
  private static int[] lazy;

  private final List<String> names = new ArrayList<>();
  private final int[] buffer;
  private int[] growing = new int[4];
  private int[] cleared = new int[4];
  int[] open = new int[4];
  private int size;

  public Fields(int n) {
    buffer = new int[8];
    size = n;
  }

  int finalField() {
    return names.size(); // expect NULL_DEREFERENCE monitored
  }

  int finalLength() {
    return buffer[7]; // expect NULL_DEREFERENCE monitored, ARRAY_BOUNDS monitored
  }

  int privateField() {
    return growing.length; // expect NULL_DEREFERENCE monitored
  }

  void grow() {
    growing = new int[size * 2]; // expect NEGATIVE_ARRAY_SIZE unproven
  }

  int clearedField() {
    return cleared.length; // expect NULL_DEREFERENCE unproven
  }

  void clear() {
    cleared = null;
  }

  int packagePrivateField() {
    return open.length; // expect NULL_DEREFERENCE monitored
  }

  static int constantTable(int i) {
    return TABLE[i & 15]; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
  }

  static int lazyField() {
    if (lazy == null) {
      lazy = new int[3];
    }
    return lazy[2]; // expect NULL_DEREFERENCE monitored, ARRAY_BOUNDS monitored
  }

  static int lazyFieldElsewhere() {
    return lazy.length; // expect NULL_DEREFERENCE unproven
  }

  /** A superclass whose constructor calls what subclasses override. */
  static class Base {
    Base() {
      hook();
    }

    void hook() {}
  }

  static final class Derived extends Base {
    private final List<String> seen = new ArrayList<>();

    @Override
    void hook() {
      seen.size(); // expect NULL_DEREFERENCE unproven
    }
  }

  /** The same, but the superclass keeps to itself. */
  static class QuietBase {
    private int count;

    QuietBase() {
      count = start();
    }

    private int start() {
      return 3;
    }
  }

  static final class QuietDerived extends QuietBase {
    private final List<String> seen = new ArrayList<>();

    int hook() {
      return seen.size(); // expect NULL_DEREFERENCE monitored
    }
  }

  /** {@code this} is handed out before the field is written. */
  static final class Leaky {
    private final int[] late;

    Leaky(List<Leaky> all) {
      all.add(this); // expect NULL_DEREFERENCE contract
      late = new int[1];
    }

    int use() {
      return late.length; // expect NULL_DEREFERENCE unproven
    }
  }

  /** One constructor forgets. */
  static final class Forgetful {
    private int[] data;

    Forgetful() {}

    Forgetful(int n) {
      data = new int[4];
      size(n);
    }

    Forgetful(long n) {
      this((int) n);
    }

    private int size(int n) {
      return data.length + n; // expect NULL_DEREFERENCE unproven
    }
  }

  /** A constructor passes on a null. */
  static final class Passing {
    private final String text;

    Passing() {
      this(null);
    }

    Passing(String text) {
      this.text = text;
    }

    int length() {
      return text.length(); // expect NULL_DEREFERENCE unproven
    }
  }

  /** What a constructor is given is not null by contract, and so is the field for good. */
  static final class Given {
    private final String text;

    Given(String text) {
      this.text = text;
    }

    int length() {
      return text.length(); // expect NULL_DEREFERENCE contract
    }

    String text() {
      return text;
    }

    /** Whoever calls owes nothing: the object has what it needs. */
    static int lengthOf(Given given) {
      // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE contract
      return given.text().length();
    }
  }

  /** A second name for {@code this} shows nobody anything by itself. */
  static final class Locked {
    private final Object lock;

    Locked(Object lock) {
      this.lock = lock == null ? this : lock; // expect NULL_DEREFERENCE proven
    }

    int hash() {
      return lock.hashCode(); // expect NULL_DEREFERENCE monitored
    }
  }

  /** What has the second name can be read before the field is written. */
  static final class Registered {
    private static final List<Object> ALL = new ArrayList<>();
    private final Object text;

    Registered(Object other) {
      Object known = other == null ? this : other;
      ALL.add(known); // expect NULL_DEREFERENCE proven
      this.text = "a";
    }

    int hash() {
      return text.hashCode(); // expect NULL_DEREFERENCE unproven
    }
  }

  /** The constructor that this one hands on to knows what it has written when others see it. */
  static final class Delegating {
    private static final List<Object> ALL = new ArrayList<>();
    private final String text;

    Delegating() {
      this("a");
    }

    Delegating(String text) {
      this.text = Objects.requireNonNull(text); // expect CLASS_CAST linkable
      ALL.add(this); // expect NULL_DEREFERENCE proven
    }

    int length() {
      return text.length(); // expect NULL_DEREFERENCE monitored
    }
  }

  /** That nobody else in the package or among subclasses writes a field is an assumption. */
  static class Open {
    String inPackage = "a";
    protected String inherited = "b";
    public String everywhere = "c";

    void rename(String name) {
      inPackage = name;
    }

    int length() {
      // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE monitored, NULL_DEREFERENCE unproven
      return inPackage.length() + inherited.length() + everywhere.length();
    }
  }

  /** No code of a library runs that could ask the first instance for what is not there yet. */
  // expect CLASS_CAST monitored, PRECONDITION contract
  static final class Shared implements Comparable<Shared> {
    static final Shared FIRST = new Shared();
    static final String NAME = new String("a");

    @Override
    public int compareTo(Shared other) {
      return NAME.length(); // expect NULL_DEREFERENCE proven
    }
  }

  /** Here it does. */
  // expect CLASS_CAST monitored, PRECONDITION contract
  static final class Sorted implements Comparable<Sorted> {
    static final List<Sorted> ALL = new ArrayList<>(List.of(new Sorted(), new Sorted()));
    static final String NAME;

    static {
      java.util.Collections.sort(ALL);
      NAME = new String("a");
    }

    @Override
    public int compareTo(Sorted other) {
      return NAME.length(); // expect NULL_DEREFERENCE unproven
    }
  }

  /** What a constructor has seen to is not null for good. */
  static final class Checked {
    private final String text;
    private final String other;

    Checked(String text, String other) {
      this.text = Objects.requireNonNull(text); // expect CLASS_CAST linkable
      other.length(); // expect NULL_DEREFERENCE contract
      this.other = other;
    }

    int length() {
      // expect NULL_DEREFERENCE monitored, NULL_DEREFERENCE monitored
      return text.length() + other.length();
    }
  }

  /** A helper reads the field before it is written. */
  static final class Impatient {
    private final int[] late;
    private final int[] early;

    Impatient() {
      early = new int[1];
      late = new int[helper()]; // expect NEGATIVE_ARRAY_SIZE unproven
    }

    private int helper() {
      return early.length + later(); // expect NULL_DEREFERENCE monitored
    }

    private int later() {
      return late == null ? 0 : late.length; // expect NULL_DEREFERENCE monitored
    }

    int use() {
      return late.length; // expect NULL_DEREFERENCE unproven
    }
  }

  /** A finalizer sees the object even if its constructor fails (JLS 12.6). */
  @SuppressWarnings({"deprecation", "removal", "Finalize"})
  static class Finalized {
    private final int[] data;

    Finalized(int n) {
      data = new int[8 / n]; // expect DIVISION_BY_ZERO unproven, NEGATIVE_ARRAY_SIZE unproven
    }

    @Override
    protected void finalize() {
      data[0] = 1; // expect NULL_DEREFERENCE unproven, ARRAY_BOUNDS unproven
    }
  }

  /** A class initialiser that runs code which reads what it has not written yet. */
  static final class Early {
    static final Early INSTANCE = new Early();
    private static final int[] LATE = new int[2];
    private static final int[] UNREAD = new int[2];
    private final int length;

    Early() {
      length = LATE.length; // expect NULL_DEREFERENCE unproven
    }

    int use() {
      return UNREAD.length + length; // expect NULL_DEREFERENCE proven
    }
  }

  /** A loop in the constructor. */
  static final class Filled {
    private final int[] squares;

    Filled() {
      squares = new int[10];
      for (int i = 0; i < squares.length; i++) { // expect NULL_DEREFERENCE proven
        squares[i] = i * i; // expect NULL_DEREFERENCE proven, ARRAY_BOUNDS proven
      }
    }

    int at(int i) {
      if (i < 0 || i >= squares.length) { // expect NULL_DEREFERENCE monitored
        return -1;
      }
      return squares[i]; // expect NULL_DEREFERENCE monitored, ARRAY_BOUNDS monitored
    }
  }
}
