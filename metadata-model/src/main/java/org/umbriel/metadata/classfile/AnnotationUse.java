package org.umbriel.metadata.classfile;

import java.util.List;

/**
 * An annotation at a declaration or at the outermost type of one (JVMS 4.7.16 to 4.7.20).
 *
 * @param descriptor of the annotation's type, {@code Lorg/jspecify/annotations/Nullable;}
 * @param onType whether it is a type annotation
 * @param constants names of the enum constants among its values, {@code METHOD}
 */
public record AnnotationUse(String descriptor, boolean onType, List<String> constants) {

  /** An annotation without enum constants. */
  public AnnotationUse(String descriptor, boolean onType) {
    this(descriptor, onType, List.of());
  }

  /** {@code Nullable} of {@code Lorg/jspecify/annotations/Nullable;}. */
  public String simpleName() {
    int start = Math.max(descriptor.lastIndexOf('/'), descriptor.lastIndexOf('$')) + 1;
    return descriptor.substring(Math.max(start, 1), descriptor.length() - 1);
  }
}
