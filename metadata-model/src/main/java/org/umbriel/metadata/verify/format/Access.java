package org.umbriel.metadata.verify.format;

/** Access flags (JVMS tables 4.1-B, 4.5-A, 4.6-A, 4.7.6-A) and which may stand together. */
public final class Access {
  public static final int PUBLIC = 0x1;
  public static final int PRIVATE = 0x2;
  public static final int PROTECTED = 0x4;
  public static final int STATIC = 0x8;
  public static final int FINAL = 0x10;
  public static final int NATIVE = 0x100;
  public static final int INTERFACE = 0x200;
  public static final int ABSTRACT = 0x400;
  static final int MODULE = 0x8000;

  private static final int SUPER_OR_SYNCHRONIZED = 0x20;
  private static final int VOLATILE_OR_BRIDGE = 0x40;
  private static final int TRANSIENT = 0x80;
  private static final int STRICT = 0x800;
  private static final int SYNTHETIC = 0x1000;
  private static final int ANNOTATION = 0x2000;
  private static final int ENUM = 0x4000;

  private static final int OF_CLASSES =
      PUBLIC | FINAL | SUPER_OR_SYNCHRONIZED | INTERFACE | ABSTRACT | SYNTHETIC | ANNOTATION | ENUM;
  private static final int OF_INNER_CLASSES = OF_CLASSES | PRIVATE | PROTECTED | STATIC;
  private static final int VISIBILITY = PUBLIC | PRIVATE | PROTECTED;

  private static final int JAVA_5 = 49;
  private static final int JAVA_6 = 50;
  private static final int JAVA_8 = 52;
  private static final int JAVA_9 = 53;
  private static final int JAVA_17 = 61;

  private Access() {}

  /** The flags of a class that count in its version, with the one that old interfaces lack. */
  static int ofClass(int flags, int major) {
    return known(flags, OF_CLASSES, major);
  }

  /** The same of an entry of {@code InnerClasses}. */
  static int ofInnerClass(int flags, int major) {
    return known(flags, OF_INNER_CLASSES, major);
  }

  private static int known(int flags, int all, int major) {
    int known = flags & (major >= JAVA_9 ? all | MODULE : all);
    return (known & INTERFACE) != 0 && major < JAVA_6 ? known | ABSTRACT : known;
  }

  static boolean isLegalClass(int flags, int major) {
    boolean isInterface = has(flags, INTERFACE);
    boolean isAbstract = has(flags, ABSTRACT);
    if ((isAbstract && has(flags, FINAL)) || (isInterface && !isAbstract)) {
      return false;
    }
    return major < JAVA_5
        || (isInterface ? !has(flags, SUPER_OR_SYNCHRONIZED | ENUM) : !has(flags, ANNOTATION));
  }

  static boolean isLegalField(int flags, boolean ofInterface, int major) {
    if (ofInterface) {
      int needed = PUBLIC | STATIC | FINAL;
      int forbidden =
          PRIVATE | PROTECTED | VOLATILE_OR_BRIDGE | TRANSIENT | (major >= JAVA_5 ? ENUM : 0);
      return (flags & needed) == needed && !has(flags, forbidden);
    }
    return isLegalVisibility(flags) && !(has(flags, FINAL) && has(flags, VOLATILE_OR_BRIDGE));
  }

  static boolean isLegalMethod(int flags, boolean ofInterface, boolean init, int major) {
    if (ofInterface) {
      return isLegalInterfaceMethod(flags, major);
    }
    if (!isLegalVisibility(flags)) {
      return false;
    }
    if (init) {
      int forbidden =
          STATIC
              | FINAL
              | SUPER_OR_SYNCHRONIZED
              | NATIVE
              | ABSTRACT
              | (major >= JAVA_5 ? VOLATILE_OR_BRIDGE : 0);
      return !has(flags, forbidden);
    }
    int forbidden =
        FINAL
            | NATIVE
            | PRIVATE
            | STATIC
            | (major >= JAVA_5 ? SUPER_OR_SYNCHRONIZED | strictUntil16(major) : 0);
    return !has(flags, ABSTRACT) || !has(flags, forbidden);
  }

  private static boolean isLegalInterfaceMethod(int flags, int major) {
    if (major >= JAVA_8) {
      return has(flags, PUBLIC) != has(flags, PRIVATE)
          && !has(flags, NATIVE | PROTECTED | FINAL | SUPER_OR_SYNCHRONIZED)
          && !(has(flags, ABSTRACT) && has(flags, PRIVATE | STATIC | strictUntil16(major)));
    }
    int needed = PUBLIC | ABSTRACT;
    int forbidden =
        STATIC
            | FINAL
            | NATIVE
            | (major >= JAVA_5 ? PRIVATE | PROTECTED | SUPER_OR_SYNCHRONIZED | STRICT : 0);
    return (flags & needed) == needed && !has(flags, forbidden);
  }

  private static int strictUntil16(int major) {
    return major < JAVA_17 ? STRICT : 0;
  }

  private static boolean isLegalVisibility(int flags) {
    return Integer.bitCount(flags & VISIBILITY) <= 1;
  }

  private static boolean has(int flags, int some) {
    return (flags & some) != 0;
  }
}
