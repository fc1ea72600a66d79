package org.umbriel.shadow.link;

import java.util.StringJoiner;

/** Descriptors (JVMS 4.3) from reflection, and for people. */
final class Descriptors {
  private static final String CODES = "ZBCSIJFDV";
  private static final String[] NAMES = {
    "boolean", "byte", "char", "short", "int", "long", "float", "double", "void"
  };

  private Descriptors() {}

  static String of(Class<?> type) {
    if (type.isPrimitive()) {
      int i = 0;
      while (!NAMES[i].equals(type.getName())) {
        i++;
      }
      return CODES.substring(i, i + 1);
    }
    String name = type.getName().replace('.', '/');
    return type.isArray() ? name : "L" + name + ";";
  }

  static String of(Class<?>[] parameters, Class<?> result) {
    StringBuilder text = new StringBuilder("(");
    for (Class<?> parameter : parameters) {
      text.append(of(parameter));
    }
    return text.append(')').append(of(result)).toString();
  }

  /** {@code int a.b.Parser.depth(java.lang.String)}. */
  static String method(String owner, String name, String descriptor) {
    StringJoiner parameters = new StringJoiner(", ", "(", ")");
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      int end = end(descriptor, at);
      parameters.add(readable(descriptor.substring(at, end)));
      at = end;
    }
    return readable(descriptor.substring(at + 1)) + " " + dotted(owner) + "." + name + parameters;
  }

  /** {@code int a.b.Parser.depth}. */
  static String field(String owner, String name, String descriptor) {
    return readable(descriptor) + " " + dotted(owner) + "." + name;
  }

  /** An internal name, or an array's descriptor, as source has it. */
  static String dotted(String owner) {
    return owner.startsWith("[") ? readable(owner) : owner.replace('/', '.');
  }

  private static int end(String descriptor, int start) {
    int at = start;
    while (descriptor.charAt(at) == '[') {
      at++;
    }
    return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
  }

  private static String readable(String descriptor) {
    if (descriptor.startsWith("[")) {
      return readable(descriptor.substring(1)) + "[]";
    }
    return descriptor.startsWith("L")
        ? descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
        : NAMES[CODES.indexOf(descriptor)];
  }
}
