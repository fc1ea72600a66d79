package org.umbriel.metadata.classfile;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * What subtyping needs of a class (JVMS 4.1), read without decoding its members.
 *
 * @param name internal name
 * @param access {@code ACC_} flags of the class file itself
 * @param superName empty for {@code java/lang/Object} and {@code module-info} alone
 */
public record ClassHeader(
    String name, int access, Optional<String> superName, List<String> interfaces) {

  public boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  public boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
  }
}
