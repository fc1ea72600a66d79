package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.List;

/**
 * A method descriptor taken apart (JVMS 4.3.3).
 *
 * @param parameters field descriptors, in order, without the receiver
 * @param returnType a field descriptor, or {@code V}
 */
public record MethodDescriptor(List<String> parameters, String returnType) {

  /**
   * Takes a descriptor apart.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static MethodDescriptor parse(String descriptor) {
    if (descriptor.isEmpty() || descriptor.charAt(0) != '(') {
      throw new IllegalArgumentException("not a method descriptor: " + descriptor);
    }
    List<String> parameters = new ArrayList<>();
    int at = 1;
    while (at < descriptor.length() && descriptor.charAt(at) != ')') {
      int end = endOfType(descriptor, at);
      parameters.add(descriptor.substring(at, end));
      at = end;
    }
    if (at + 1 >= descriptor.length()) {
      throw new IllegalArgumentException("not a method descriptor: " + descriptor);
    }
    return new MethodDescriptor(List.copyOf(parameters), descriptor.substring(at + 1));
  }

  private static int endOfType(String descriptor, int start) {
    int at = start;
    while (at < descriptor.length() && descriptor.charAt(at) == '[') {
      at++;
    }
    int end =
        at < descriptor.length() && descriptor.charAt(at) == 'L'
            ? descriptor.indexOf(';', at) + 1
            : at + 1;
    if (end <= at || end > descriptor.length()) {
      throw new IllegalArgumentException("not a method descriptor: " + descriptor);
    }
    return end;
  }

  /** How many local variables or stack words a value of the type takes (JVMS 2.6.1): 0, 1 or 2. */
  public static int slots(String type) {
    return switch (type.charAt(0)) {
      case 'V' -> 0;
      case 'J', 'D' -> 2;
      default -> 1;
    };
  }

  public static boolean isReference(String type) {
    return type.charAt(0) == 'L' || type.charAt(0) == '[';
  }

  /** The local variable in which a parameter arrives. */
  public int slotOf(int parameter, boolean isStatic) {
    int slot = isStatic ? 0 : 1;
    for (String earlier : parameters.subList(0, parameter)) {
      slot += slots(earlier);
    }
    return slot;
  }
}
