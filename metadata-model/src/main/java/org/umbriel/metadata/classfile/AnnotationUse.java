package org.umbriel.metadata.classfile;

import java.util.List;

/**
 * An annotation at a declaration or at the outermost type of one (JVMS 4.7.16 to 4.7.20).
 *
 * @param descriptor of the annotation's type, {@code Lorg/jspecify/annotations/Nullable;}
 * @param onType whether it is a type annotation
 * @param elements what is said in its parentheses
 */
public record AnnotationUse(String descriptor, boolean onType, List<Element> elements) {
  public AnnotationUse {
    elements = List.copyOf(elements);
  }

  /** An annotation with nothing in parentheses. */
  public AnnotationUse(String descriptor, boolean onType) {
    this(descriptor, onType, List.of());
  }

  /**
   * A value by its name.
   *
   * @param text as Java writes it: {@code {ElementType.METHOD, ElementType.FIELD}}
   * @param constants names of the enum constants in it, {@code METHOD}
   */
  public record Element(String name, String text, List<String> constants) {
    public Element {
      constants = List.copyOf(constants);
    }
  }

  /** Names of the enum constants among its values, {@code METHOD}. */
  public List<String> constants() {
    return elements.stream().flatMap(element -> element.constants().stream()).toList();
  }

  /** {@code Nullable} of {@code Lorg/jspecify/annotations/Nullable;}. */
  public String simpleName() {
    int start = Math.max(descriptor.lastIndexOf('/'), descriptor.lastIndexOf('$')) + 1;
    return descriptor.substring(Math.max(start, 1), descriptor.length() - 1);
  }
}
