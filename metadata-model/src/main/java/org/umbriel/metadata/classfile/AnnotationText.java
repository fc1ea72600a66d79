package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.umbriel.metadata.classfile.AnnotationUse.Element;

/** Values of annotations as Java writes them (JVMS 4.7.16.1, JLS 9.7). */
final class AnnotationText {
  private AnnotationText() {}

  /** ASM gives names and values in turn. */
  static List<Element> elements(AnnotationNode node) {
    List<Element> elements = new ArrayList<>();
    for (int i = 1; node.values != null && i < node.values.size(); i += 2) {
      Object value = node.values.get(i);
      List<String> constants = new ArrayList<>();
      addConstants(value, constants);
      elements.add(new Element(String.valueOf(node.values.get(i - 1)), text(value), constants));
    }
    return elements;
  }

  /** An enum constant is its type and its name. */
  private static void addConstants(Object value, List<String> constants) {
    if (value instanceof String[] constant) {
      constants.add(constant[1]);
    } else if (value instanceof List<?> array) {
      array.forEach(element -> addConstants(element, constants));
    }
  }

  /** A value as Java writes it. */
  static String text(Object value) {
    if (value instanceof String string) {
      return quoted('"', string);
    }
    if (value instanceof Character character) {
      return quoted('\'', character.toString());
    }
    if (value instanceof String[] constant) {
      return name(constant[0]) + "." + constant[1];
    }
    if (value instanceof Type type) {
      return JavaNames.ofDescriptor(type.getDescriptor()) + ".class";
    }
    if (value instanceof List<?> array) {
      return array.stream().map(AnnotationText::text).collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof AnnotationNode inner) {
      return elements(inner).stream()
          .map(element -> element.name() + " = " + element.text())
          .collect(Collectors.joining(", ", "@" + name(inner.desc) + "(", ")"));
    }
    if (value instanceof Long || value instanceof Float) {
      return value + (value instanceof Long ? "L" : "f");
    }
    return String.valueOf(value);
  }

  private static String name(String descriptor) {
    return MethodDescriptor.isType(descriptor) ? JavaNames.ofDescriptor(descriptor) : descriptor;
  }

  private static String quoted(char quote, String text) {
    StringBuilder quoted = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        case '\\' -> quoted.append("\\\\");
        default -> quoted.append(each == quote ? "\\" : "").append(each);
      }
    }
    return quoted.append(quote).toString();
  }
}
