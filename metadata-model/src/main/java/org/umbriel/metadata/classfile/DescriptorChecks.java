package org.umbriel.metadata.classfile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names and descriptors of one class file that were found to have their form (JVMS 4.2, 4.3), so
 * that whoever takes them apart later need not doubt them. Each method gives its argument back; ASM
 * has null where a pool index is 0.
 */
final class DescriptorChecks {
  private final Map<String, MethodDescriptor> methods = new HashMap<>();
  private final Set<String> fields = new HashSet<>();
  private final Set<String> classes = new HashSet<>();

  String method(@Nullable String descriptor) {
    String given = descriptor == null ? "" : descriptor;
    methodType(given);
    return given;
  }

  /** A method's descriptor, taken apart. */
  MethodDescriptor methodType(String descriptor) {
    MethodDescriptor known = methods.get(descriptor);
    if (known == null) {
      try {
        known = MethodDescriptor.parse(descriptor);
      } catch (IllegalArgumentException e) {
        throw new CorruptClassException(e.getMessage() + " (JVMS 4.3.3)");
      }
      methods.put(descriptor, known);
    }
    return known;
  }

  String field(@Nullable String descriptor) {
    if (descriptor == null || !fields.contains(descriptor)) {
      if (descriptor == null || !MethodDescriptor.isType(descriptor)) {
        throw new CorruptClassException("not a field descriptor: " + descriptor + " (JVMS 4.3.2)");
      }
      fields.add(descriptor);
    }
    return descriptor;
  }

  /** What a {@code CONSTANT_Class} holds: a class's internal name, or an array's descriptor. */
  String type(@Nullable String name) {
    return name != null && name.startsWith("[") ? field(name) : className(name);
  }

  /** A class's internal name. */
  String className(@Nullable String name) {
    if (name == null || !classes.contains(name)) {
      if (name == null || name.startsWith("/") || name.endsWith("/") || !isName(name, ".;[")) {
        throw new CorruptClassException("not a class name: " + name + " (JVMS 4.2.1)");
      }
      classes.add(name);
    }
    return name;
  }

  /** The name of a method, a field, a variable. */
  String member(@Nullable String name) {
    if (name == null || !isName(name, ".;[/")) {
      throw new CorruptClassException("not a name: " + name + " (JVMS 4.2.2)");
    }
    return name;
  }

  private static boolean isName(String name, String excluded) {
    for (int i = 0; i < name.length(); i++) {
      if (excluded.indexOf(name.charAt(i)) >= 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
