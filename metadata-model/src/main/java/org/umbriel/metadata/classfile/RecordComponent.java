package org.umbriel.metadata.classfile;

import java.util.List;
import java.util.Optional;

/** One component of the Record attribute (JVMS 4.7.30). */
public record RecordComponent(
    String name,
    String descriptor,
    Optional<String> signature,
    List<AnnotationUse> annotations,
    List<TypeAnnotation> typeAnnotations) {
  public RecordComponent {
    annotations = List.copyOf(annotations);
    typeAnnotations = List.copyOf(typeAnnotations);
  }
}
