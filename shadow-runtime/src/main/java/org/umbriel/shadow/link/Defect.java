package org.umbriel.shadow.link;

/**
 * A reference that does not hold: which error the JVM has for it (JVMS 5.4.3), and our message.
 * Remembered, because the JVM too fails each time in the same way.
 */
final class Defect {
  private final Kind kind;
  private final String message;

  /** The errors of resolution. */
  enum Kind {
    NO_CLASS,
    NO_FIELD,
    NO_METHOD,
    INCOMPATIBLE,
    INACCESSIBLE,
    ABSTRACT,
    NO_SUBTYPE
  }

  Defect(Kind kind, String message) {
    this.kind = kind;
    this.message = message;
  }

  /** A new error of the kind that the JVM throws. */
  LinkageError error() {
    switch (kind) {
      case NO_CLASS:
        LinkageError error = new NoClassDefFoundError(message);
        String name = message.substring(0, message.indexOf(' ')).replace('/', '.');
        error.initCause(new ClassNotFoundException(name));
        return error;
      case NO_FIELD:
        return new NoSuchFieldError(message);
      case NO_METHOD:
        return new NoSuchMethodError(message);
      case INACCESSIBLE:
        return new IllegalAccessError(message);
      case ABSTRACT:
        return new InstantiationError(message);
      case NO_SUBTYPE:
        return new VerifyError(message);
      case INCOMPATIBLE:
      default:
        return new IncompatibleClassChangeError(message);
    }
  }
}
