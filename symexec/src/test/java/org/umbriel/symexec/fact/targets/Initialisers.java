package org.umbriel.symexec.fact.targets;

import java.util.function.Supplier;

/** Static fields that code could read while their class initialiser still runs. */
public class Initialisers {
  static String text(Object value) {
    return new String(value.toString()); // expect NULL_DEREFERENCE contract
  }

  /** Its method reads a field of another class. */
  static final class Reader {
    @Override
    public String toString() {
      // expect NULL_DEREFERENCE linkable, NULL_DEREFERENCE unproven, NULL_DEREFERENCE unproven
      return "" + Own.NAME.length() + Given.NAME.length() + Came.NAME.length();
    }
  }

  /** Nothing that it calls a method of could be a reader. */
  static final class Own {
    static final String NAME = text(1); // expect PRECONDITION linkable
  }

  static final class Given {
    static final String NAME = text(new Reader());
  }

  /** What another class holds may be one. */
  static final class Came {
    static final String NAME = text(Holder.held); // expect PRECONDITION monitored
  }

  static final class Holder {
    static Object held = 1;
  }

  static final class Late {
    // expect NULL_DEREFERENCE linkable, PRECONDITION unproven
    static final String NAME = text(((Supplier<Object>) LateReader::new).get());
  }

  static final class LateReader {
    @Override
    public String toString() {
      return "" + Late.NAME.length(); // expect NULL_DEREFERENCE unproven
    }
  }
}
