package org.umbriel.symexec.explore.library;

import java.util.Set;
import org.umbriel.metadata.classfile.MethodCode;

/**
 * Which library methods are functions of their arguments, and which have state that models replace.
 */
final class Pure {
  private static final Set<String> STATIC =
      Set.of(
          "java/lang/Math",
          "java/lang/StrictMath",
          "java/lang/Character",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Short",
          "java/lang/Byte",
          "java/lang/Boolean",
          "java/lang/Float",
          "java/lang/Double");

  /** What a string's or builder's methods do without looking at its fields. */
  private static final Set<String> STRING_CODE =
      Set.of(
          "valueOf(Ljava/lang/Object;)Ljava/lang/String;",
          "valueOf([C)Ljava/lang/String;",
          "valueOf([CII)Ljava/lang/String;",
          "copyValueOf([C)Ljava/lang/String;",
          "copyValueOf([CII)Ljava/lang/String;",
          "format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;",
          "compareTo(Ljava/lang/Object;)I",
          "matches(Ljava/lang/String;)Z",
          "replaceAll(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
          "replaceFirst(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
          "checkIndex(II)V",
          "checkOffset(II)V",
          "checkBoundsBeginEnd(III)V");

  /** Of the static ones, the only one that writes to an argument. */
  private static final String FILLS_ARRAY = "toChars(I[CI)I";

  private Pure() {}

  /** Whether a call with concrete arguments can be made on the host. */
  static boolean includes(String owner, MethodCode method) {
    if (owner.equals("java/lang/String")) {
      return !method.isConstructor();
    }
    return STATIC.contains(owner)
        && method.isStatic()
        && !method.name().equals("random")
        && !(method.name() + method.descriptor()).equals(FILLS_ARRAY);
  }

  /** Whether the objects of a class have a payload in place of their fields. */
  static boolean isOpaque(String owner) {
    return owner.equals("java/lang/String")
        || owner.equals("java/lang/StringBuilder")
        || owner.equals("java/lang/StringBuffer")
        || owner.equals("java/lang/AbstractStringBuilder")
        || owner.equals("java/io/PrintStream");
  }

  /** Whether a method of such a class does not look at the fields itself. */
  static boolean runsAsItIs(String owner, MethodCode method) {
    return owner.equals("java/lang/String")
        && STRING_CODE.contains(method.name() + method.descriptor());
  }
}
