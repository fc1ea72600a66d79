package org.umbriel.metadata.classfile;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * One class, decoded (JVMS 4.1). Compares by identity: two decodings of one file are two units.
 *
 * @param file where it came from
 * @param lazyDigest see {@link #digest}
 * @param permittedSubclasses empty unless sealed
 */
public record ClassUnit(
    ClassFile file,
    Digest lazyDigest,
    int majorVersion,
    ClassHeader header,
    Optional<String> signature,
    Optional<String> sourceFile,
    List<FieldUnit> fields,
    List<MethodCode> methods,
    List<AnnotationUse> annotations,
    List<TypeAnnotation> typeAnnotations,
    List<InnerClass> innerClasses,
    Optional<String> nestHost,
    List<String> nestMembers,
    List<String> permittedSubclasses,
    List<RecordComponent> recordComponents) {

  /** SHA-256 of the file's bytes, lower-case hexadecimal. */
  public String digest() {
    return lazyDigest.text();
  }

  /** Internal name. */
  public String name() {
    return header.name();
  }

  public int access() {
    return header.access();
  }

  public Optional<String> superName() {
    return header.superName();
  }

  public List<String> interfaces() {
    return header.interfaces();
  }

  public boolean isInterface() {
    return header.isInterface();
  }

  public boolean isFinal() {
    return header.isFinal();
  }

  public boolean isAbstract() {
    return (access() & Opcodes.ACC_ABSTRACT) != 0;
  }

  public boolean isPublic() {
    return (access() & Opcodes.ACC_PUBLIC) != 0;
  }

  /** The package's internal name, {@code a/b}; empty text for the unnamed one. */
  public String packageName() {
    return name().substring(0, Math.max(0, name().lastIndexOf('/')));
  }

  /** The method that this very class declares. */
  public Optional<MethodCode> method(String name, String descriptor) {
    for (MethodCode method : methods) {
      if (method.name().equals(name) && method.descriptor().equals(descriptor)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }

  /** The field that this very class declares. */
  public Optional<FieldUnit> field(String name, String descriptor) {
    return fields.stream()
        .filter(f -> f.name().equals(name) && f.descriptor().equals(descriptor))
        .findFirst();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "ClassUnit[" + name() + "]";
  }
}
