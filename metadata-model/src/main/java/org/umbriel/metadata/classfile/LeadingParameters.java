package org.umbriel.metadata.classfile;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * How many parameters a compiler put before those that the source has: in constructors, the outer
 * instance, or an enum constant's name and ordinal. Behind them it puts what a local class
 * captures. Tables about parameters count the source's (JVMS 4.7.9.1, 4.7.18, 4.7.20.1).
 */
final class LeadingParameters {
  private static final String OUTER_INSTANCE = "this$";
  private static final String CAPTURED = "val$";

  private final ClassNode owner;
  private final MethodNode method;
  private final int parameters;

  private LeadingParameters(ClassNode owner, MethodNode method) {
    this.owner = owner;
    this.method = method;
    this.parameters = Type.getArgumentCount(method.desc);
  }

  static int of(ClassNode owner, MethodNode method) {
    return method.name.equals("<init>") ? new LeadingParameters(owner, method).count() : 0;
  }

  private int count() {
    int leading =
        method.signature == null
            ? outerInstances() + enumParameters()
            : parameters - parametersOf(method.signature) - syntheticFields(CAPTURED);
    return Math.max(0, Math.min(leading, parameters));
  }

  private int parametersOf(String signature) {
    int[] count = {0};
    SignatureVisitor counter =
        new SignatureVisitor(Opcodes.ASM9) {
          @Override
          public SignatureVisitor visitParameterType() {
            count[0]++;
            return this;
          }
        };
    try {
      new SignatureReader(signature).accept(counter);
      return count[0];
    } catch (RuntimeException e) { // the JVM does not read signatures: some are no signatures
      return parameters;
    }
  }

  private int outerInstances() {
    boolean innerMember =
        owner.innerClasses.stream()
            .anyMatch(
                c ->
                    owner.name.equals(c.name)
                        && c.outerName != null
                        && (c.access & Opcodes.ACC_STATIC) == 0);
    return innerMember || syntheticFields(OUTER_INSTANCE) > 0 ? 1 : 0;
  }

  private int enumParameters() {
    return "java/lang/Enum".equals(owner.superName) ? 2 : 0;
  }

  private int syntheticFields(String prefix) {
    return (int)
        owner.fields.stream()
            .filter(f -> (f.access & Opcodes.ACC_SYNTHETIC) != 0 && f.name.startsWith(prefix))
            .count();
  }
}
