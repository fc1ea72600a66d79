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
  private static final int MAX_PARAMETER_WORDS = 255;
  private static final int MAX_DIMENSIONS = 255;

  /**
   * Takes a descriptor apart.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static MethodDescriptor parse(String descriptor) {
    if (descriptor.isEmpty() || descriptor.charAt(0) != '(') {
      throw notOne(descriptor);
    }
    List<String> parameters = new ArrayList<>();
    int words = 0;
    int at = 1;
    while (at < descriptor.length() && descriptor.charAt(at) != ')') {
      int end = endOfType(descriptor, at);
      if (end < 0) {
        throw notOne(descriptor);
      }
      parameters.add(descriptor.substring(at, end));
      words += slots(descriptor.substring(at, end));
      at = end;
    }
    String returnType = descriptor.substring(Math.min(at + 1, descriptor.length()));
    if (words > MAX_PARAMETER_WORDS || !(returnType.equals("V") || isType(returnType))) {
      throw notOne(descriptor);
    }
    return new MethodDescriptor(List.copyOf(parameters), returnType);
  }

  private static IllegalArgumentException notOne(String descriptor) {
    return new IllegalArgumentException("not a method descriptor: " + descriptor);
  }

  /** Whether a text is a field descriptor, the type of a value. */
  public static boolean isType(String descriptor) {
    return endOfType(descriptor, 0) == descriptor.length();
  }

  /** Behind the field descriptor that starts at a place; -1 if there is none. */
  private static int endOfType(String descriptor, int start) {
    int at = start;
    while (at < descriptor.length() && descriptor.charAt(at) == '[') {
      at++;
    }
    if (at == descriptor.length() || at - start > MAX_DIMENSIONS) {
      return -1;
    }
    return switch (descriptor.charAt(at)) {
      case 'B', 'C', 'D', 'F', 'I', 'J', 'S', 'Z' -> at + 1;
      case 'L' -> {
        int end = descriptor.indexOf(';', at);
        yield end > at + 1 ? end + 1 : -1;
      }
      default -> -1;
    };
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
