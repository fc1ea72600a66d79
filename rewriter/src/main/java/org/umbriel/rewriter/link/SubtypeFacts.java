package org.umbriel.rewriter.link;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.BasicVerifier;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodReference;

/**
 * Which classes a method takes for subtypes of others: what a verifier that has only this class
 * would have to ask (JVMS 4.10.1.2). Where paths with different types meet, nothing is claimed.
 */
final class SubtypeFacts {
  private static final String OBJECT = "java/lang/Object";

  /**
   * A question.
   *
   * @param type internal name
   * @param supertype internal name of another class
   */
  record Pair(String type, String supertype) {}

  private SubtypeFacts() {}

  /** The questions, by method, in code order. */
  static Map<MethodReference, Set<Pair>> of(ClassUnit unit) {
    ClassNode node = new ClassNode();
    new ClassReader(unit.file().bytes())
        .accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    Map<MethodReference, Set<Pair>> found = new LinkedHashMap<>();
    for (MethodNode method : node.methods) {
      Asking asking = new Asking();
      try {
        new Analyzer<>(asking).analyze(unit.name(), method);
      } catch (AnalyzerException | RuntimeException e) {
        // code that cannot be followed: the JVM's verifier has the word
        continue;
      }
      if (!asking.pairs.isEmpty()) {
        found.put(new MethodReference(unit.name(), method.name, method.desc), asking.pairs);
      }
    }
    return found;
  }

  /** A verifier that writes down what it would ask, and believes it. */
  private static final class Asking extends BasicVerifier {
    private final Set<Pair> pairs = new LinkedHashSet<>();

    Asking() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable BasicValue newValue(@Nullable Type type) {
      boolean reference =
          type != null && (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY);
      return reference ? new BasicValue(type) : super.newValue(type);
    }

    @Override
    protected boolean isArrayValue(BasicValue value) {
      return true;
    }

    @Override
    protected BasicValue getElementValue(BasicValue array) {
      Type type = array.getType();
      BasicValue element =
          type != null && type.getSort() == Type.ARRAY
              ? newValue(Type.getType(type.getDescriptor().substring(1)))
              : null;
      return element == null ? BasicValue.REFERENCE_VALUE : element;
    }

    @Override
    protected boolean isSubTypeOf(BasicValue value, BasicValue expected) {
      if (isClass(value.getType()) && isClass(expected.getType())) {
        String type = value.getType().getInternalName();
        String supertype = expected.getType().getInternalName();
        boolean question =
            !type.equals(supertype) && !supertype.equals(OBJECT) && !type.equals(OBJECT);
        if (question && !type.equals("null")) {
          pairs.add(new Pair(type, supertype));
        }
      }
      return true;
    }

    /** What is stored in an array is checked when it is stored, not by a verifier. */
    @Override
    public @Nullable BasicValue ternaryOperation(
        AbstractInsnNode insn, BasicValue first, BasicValue second, BasicValue third)
        throws AnalyzerException {
      return insn.getOpcode() == Opcodes.AASTORE
          ? null
          : super.ternaryOperation(insn, first, second, third);
    }

    private static boolean isClass(@Nullable Type type) {
      return type != null && type.getSort() == Type.OBJECT;
    }

    @Override
    public BasicValue merge(BasicValue first, BasicValue second) {
      if (first.equals(second)) {
        return first;
      }
      return first.isReference() && second.isReference()
          ? BasicValue.REFERENCE_VALUE
          : BasicValue.UNINITIALIZED_VALUE;
    }
  }
}
