package org.umbriel.metadata.classfile;

import java.util.stream.Collectors;

/** Names as Java source spells them. */
public final class JavaNames {
  private JavaNames() {}

  /** {@code a/b/C$D} to {@code a.b.C$D}, the binary name (JLS 13.1). */
  public static String type(String internalName) {
    return internalName.startsWith("[")
        ? ofDescriptor(internalName)
        : internalName.replace('/', '.');
  }

  /** {@code [Ljava/lang/String;} to {@code java.lang.String[]}. */
  public static String ofDescriptor(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'V' -> "void";
      case 'Z' -> "boolean";
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'S' -> "short";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'F' -> "float";
      case 'D' -> "double";
      case '[' -> ofDescriptor(descriptor.substring(1)) + "[]";
      default -> descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    };
  }

  /** {@code a.b.C.m(char[], int)}. */
  public static String method(MethodReference method) {
    return type(method.owner())
        + "."
        + method.name()
        + MethodDescriptor.parse(method.descriptor()).parameters().stream()
            .map(JavaNames::ofDescriptor)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
