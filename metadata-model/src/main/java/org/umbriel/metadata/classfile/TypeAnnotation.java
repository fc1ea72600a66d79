package org.umbriel.metadata.classfile;

/**
 * An annotation of a type that stands within a declaration, but is not the declaration's own (JVMS
 * 4.7.20): of a type argument, an element, a bound, an interface.
 *
 * @param place which type it is: {@code return: type argument 0}
 */
public record TypeAnnotation(String place, AnnotationUse use) {}
