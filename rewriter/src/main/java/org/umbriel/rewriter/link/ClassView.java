package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;

/**
 * What resolution asks of a class (JVMS 5.4.3): flags, supertypes, declared members.
 *
 * @param members access flags by name and descriptor
 */
record ClassView(
    String name,
    int access,
    Optional<String> superName,
    List<String> interfaces,
    Map<String, Integer> members) {

  static ClassView of(ClassUnit unit) {
    Map<String, Integer> members = new HashMap<>();
    unit.fields().forEach(f -> members.put(f.name() + ":" + f.descriptor(), f.access()));
    unit.methods().forEach(m -> members.put(m.name() + m.descriptor(), m.access()));
    return new ClassView(unit.name(), unit.access(), unit.superName(), unit.interfaces(), members);
  }

  /** Reads a class of a platform, without its code. */
  static ClassView of(ClassFile file) {
    Reading reading = new Reading();
    new ClassReader(file.bytes())
        .accept(reading, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return reading.view();
  }

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  boolean isAbstract() {
    return (access & Opcodes.ACC_ABSTRACT) != 0;
  }

  boolean isPublic() {
    return (access & Opcodes.ACC_PUBLIC) != 0;
  }

  String packageName() {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private static final class Reading extends ClassVisitor {
    private final Map<String, Integer> members = new HashMap<>();
    private final List<String> interfaces = new ArrayList<>();
    private String name = "";
    private Optional<String> superName = Optional.empty();
    private int access;

    Reading() {
      super(Opcodes.ASM9);
    }

    ClassView view() {
      return new ClassView(name, access, superName, interfaces, members);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      this.access = access;
      this.name = name;
      this.superName = Optional.ofNullable(superName);
      if (interfaces != null) {
        this.interfaces.addAll(List.of(interfaces));
      }
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      members.put(name + ":" + descriptor, access);
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      members.put(name + descriptor, access);
      return null;
    }
  }
}
