package org.umbriel.metadata.classfile;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * A field as its class declares it (JVMS 4.5).
 *
 * @param access {@code ACC_} flags
 * @param signature the Signature attribute (JVMS 4.7.9)
 * @param constantValue the ConstantValue attribute (JVMS 4.7.2)
 */
public record FieldUnit(
    String owner,
    String name,
    String descriptor,
    int access,
    Optional<String> signature,
    Optional<Constant> constantValue,
    List<AnnotationUse> annotations,
    List<TypeAnnotation> typeAnnotations) {

  public FieldReference reference() {
    return new FieldReference(owner, name, descriptor);
  }

  public boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  public boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
  }

  public boolean isPrivate() {
    return (access & Opcodes.ACC_PRIVATE) != 0;
  }

  public boolean isPublic() {
    return (access & Opcodes.ACC_PUBLIC) != 0;
  }

  public boolean isVolatile() {
    return (access & Opcodes.ACC_VOLATILE) != 0;
  }

  public boolean isSynthetic() {
    return (access & Opcodes.ACC_SYNTHETIC) != 0;
  }
}
