package org.umbriel.symexec.explore.step;

import org.objectweb.asm.Type;

/** The primitive type in a box. */
final class Boxed {
  private Boxed() {}

  /** Of a box's class; what is wanted, where the static type is no box (JLS 5.5). */
  static Type primitiveOf(String internalName, Type wanted) {
    return switch (internalName) {
      case "java/lang/Boolean" -> Type.BOOLEAN_TYPE;
      case "java/lang/Byte" -> Type.BYTE_TYPE;
      case "java/lang/Character" -> Type.CHAR_TYPE;
      case "java/lang/Short" -> Type.SHORT_TYPE;
      case "java/lang/Integer" -> Type.INT_TYPE;
      case "java/lang/Long" -> Type.LONG_TYPE;
      case "java/lang/Float" -> Type.FLOAT_TYPE;
      case "java/lang/Double" -> Type.DOUBLE_TYPE;
      default -> wanted;
    };
  }
}
