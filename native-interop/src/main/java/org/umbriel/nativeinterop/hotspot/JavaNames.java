package org.umbriel.nativeinterop.hotspot;

/** Types as class files write them, in the words of Java (JVMS 4.3.2). */
final class JavaNames {
  private JavaNames() {}

  /** {@code int[][]} for HotSpot's {@code [[I}. */
  static String ofClass(String name) {
    return name.startsWith("[") ? ofDescriptor(name.substring(1)) + "[]" : name;
  }

  private static String ofDescriptor(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case '[' -> ofDescriptor(descriptor.substring(1)) + "[]";
      case 'L' -> descriptor.substring(1, descriptor.length() - 1);
      case 'Z' -> "boolean";
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'S' -> "short";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'F' -> "float";
      default -> "double";
    };
  }

  /** Bytes that a field has at least; references have four, or eight. */
  static int size(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'Z', 'B' -> 1;
      case 'C', 'S' -> 2;
      case 'J', 'D' -> 8;
      default -> 4;
    };
  }
}
