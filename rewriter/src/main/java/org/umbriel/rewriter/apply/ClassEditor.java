package org.umbriel.rewriter.apply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.rewriter.pipeline.Edit;
import org.umbriel.rewriter.pipeline.Edits;

/**
 * Applies edits to a class. The constant pool is copied, methods without edits are copied byte for
 * byte, unknown attributes are copied through, and frames are moved with their instructions, never
 * computed: what the JVM rejected before, it rejects after.
 */
public final class ClassEditor {
  private ClassEditor() {}

  /**
   * An edited class.
   *
   * @param leftAlone methods that would have exceeded 64 KB (JVMS 4.7.3), and stay as they were
   * @param moved of each method with edits, where its instructions went, by their old index; -1 for
   *     one that is gone
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Edited(
      byte[] bytes, List<MethodReference> leftAlone, Map<MethodReference, int[]> moved) {
    public Edited {
      leftAlone = List.copyOf(leftAlone);
      moved = Map.copyOf(moved);
    }
  }

  /** The class with its edits. */
  public static Edited apply(ClassUnit unit, Edits edits) {
    return ClassPatcher.apply(unit, edits).orElseGet(() -> rebuilt(unit, edits));
  }

  /** The same, with everything taken apart and put together again. */
  static Edited rebuilt(ClassUnit unit, Edits edits) {
    List<MethodReference> leftAlone = new ArrayList<>();
    Edits possible = edits;
    while (true) {
      try {
        Map<MethodReference, int[]> moved = new HashMap<>();
        return new Edited(write(unit, possible, moved), leftAlone, moved);
      } catch (MethodTooLargeException e) {
        MethodReference method =
            new MethodReference(unit.name(), e.getMethodName(), e.getDescriptor());
        if (possible.of(method).isEmpty()) {
          throw e;
        }
        leftAlone.add(method);
        possible = possible.without(method);
      }
    }
  }

  private static byte[] write(ClassUnit unit, Edits edits, Map<MethodReference, int[]> moved) {
    ClassReader reader = new ClassReader(unit.file().bytes());
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Methods(unit, edits, moved, writer), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** Hands methods without edits to the writer itself, which then copies them whole. */
  private static final class Methods extends ClassVisitor {
    private final ClassUnit unit;
    private final Edits edits;
    private final Map<MethodReference, int[]> moved;

    Methods(ClassUnit unit, Edits edits, Map<MethodReference, int[]> moved, ClassWriter writer) {
      super(Opcodes.ASM9, writer);
      this.unit = unit;
      this.edits = edits;
      this.moved = moved;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      MethodReference method = new MethodReference(unit.name(), name, descriptor);
      List<Edit> wanted = edits.of(method);
      return wanted.isEmpty()
          ? next
          : new MethodEditor(
              new MethodEditor.Target(access, name, descriptor, signature, exceptions),
              next,
              wanted,
              unit.majorVersion() >= Opcodes.V1_6,
              positions -> moved.put(method, positions));
    }
  }
}
