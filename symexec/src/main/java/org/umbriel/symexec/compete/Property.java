package org.umbriel.symexec.compete;

import java.util.Locale;
import java.util.Optional;
import org.umbriel.symexec.compete.horn.Goal;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Observer;

/** What is to be shown of a program, from SV-COMP's property files. */
public enum Property implements Observer {
  /** {@code G assert}: no {@code assert} statement fails. */
  VALID_ASSERT {
    @Override
    public boolean violatesWhenThrown(HeapObject exception, Frame frame) {
      return frame.routine().owner().isProgram() && is(exception, "java/lang/AssertionError");
    }

    @Override
    public boolean violatesUncaught(HeapObject exception) {
      return false;
    }
  },
  /** No exception of a subclass of {@code RuntimeException} leaves {@code main}. */
  NO_RUNTIME_EXCEPTION {
    @Override
    public boolean violatesWhenThrown(HeapObject exception, Frame frame) {
      return false;
    }

    @Override
    public boolean violatesUncaught(HeapObject exception) {
      return is(exception, "java/lang/RuntimeException");
    }
  };

  /**
   * The property in a property file; empty if it is another one.
   *
   * @param text {@code CHECK( init(Main.main()), LTL(G assert) )}, say
   */
  public static Optional<Property> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("runtime") || lower.contains("exception")) {
      return Optional.of(NO_RUNTIME_EXCEPTION);
    }
    return lower.contains("assert") ? Optional.of(VALID_ASSERT) : Optional.empty();
  }

  private static boolean is(HeapObject exception, String name) {
    for (LoadedClass at = exception.type(); at != null; at = at.superclass()) {
      if (at.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The same, for proofs by invariants. */
  Goal goal() {
    return switch (this) {
      case VALID_ASSERT -> Goal.NO_ASSERTION_ERROR;
      case NO_RUNTIME_EXCEPTION -> Goal.NO_RUNTIME_EXCEPTION;
    };
  }

  /** Internal name of the class of exceptions that a violation ends with. */
  String violation() {
    return switch (this) {
      case VALID_ASSERT -> "java/lang/AssertionError";
      case NO_RUNTIME_EXCEPTION -> "java/lang/RuntimeException";
    };
  }

  /** Whether what a run ended with is a violation. */
  boolean isViolatedBy(Class<?> exception) {
    return switch (this) {
      case VALID_ASSERT -> AssertionError.class.isAssignableFrom(exception);
      case NO_RUNTIME_EXCEPTION -> RuntimeException.class.isAssignableFrom(exception);
    };
  }
}
