package org.umbriel.metadata.verify.result;

/**
 * Why a JVM would not define or link a class.
 *
 * @param kind which error the JVM would throw
 * @param section of the JVM specification whose rule is broken, {@code 4.10.1.9}
 * @param place what in the class breaks it
 * @param reason one clause for people
 */
public record Rejection(Kind kind, String section, Place place, String reason)
    implements Verification {

  /** The error that a JVM throws for it. */
  public enum Kind {
    FORMAT("java.lang.ClassFormatError"),
    VERSION("java.lang.UnsupportedClassVersionError"),
    MODULE("java.lang.NoClassDefFoundError"),
    VERIFY("java.lang.VerifyError"),
    INCOMPATIBLE("java.lang.IncompatibleClassChangeError"),
    ACCESS("java.lang.IllegalAccessError"),
    CIRCULAR("java.lang.ClassCircularityError");

    private final String error;

    Kind(String error) {
      this.error = error;
    }

    /** The error's class name. */
    public String error() {
      return error;
    }
  }

  @Override
  public boolean accepted() {
    return false;
  }

  @Override
  public String toString() {
    return "JVMS " + section + ", " + (place.isClass() ? "" : place + ": ") + reason;
  }
}
