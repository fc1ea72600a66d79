package org.umbriel.rewriter.stub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.rewriter.pipeline.ClientRuntime;
import org.umbriel.shadow.explain.Explain;
import org.umbriel.shadow.guard.Guard;
import org.umbriel.shadow.link.Link;

/** {@code shadow-runtime}, moved to a package of one jar's own. */
public final class Stub {
  private final ClientRuntime runtime;
  private final Map<String, byte[]> classes = new TreeMap<>();

  private Stub(ClientRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * The runtime's classes under another name, without debug information; in the order of their
   * names.
   *
   * @param guards whether there are flags to be filled
   * @param messages whether there are checks with messages
   */
  public static List<Entry> entries(ClientRuntime runtime, boolean guards, boolean messages) {
    Stub stub = new Stub(runtime);
    stub.add(internalName(Link.class));
    if (guards) {
      stub.add(internalName(Guard.class));
    }
    if (messages) {
      stub.add(internalName(Explain.class));
    }
    List<Entry> entries = new ArrayList<>();
    stub.classes.forEach((name, bytes) -> entries.add(Entry.of(name + ".class", bytes)));
    return entries;
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private String moved(String name) {
    return runtime.packageName() + name.substring(name.lastIndexOf('/'));
  }

  /** Adds a class and, by what its constant pool names, all that it needs. */
  private void add(String name) {
    if (classes.containsKey(moved(name))) {
      return;
    }
    ClassReader reader = new ClassReader(read(name));
    ClassWriter writer = new ClassWriter(0);
    List<String> needed = new ArrayList<>();
    Remapper remapper =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String internalName) {
            if (!internalName.startsWith(ClientRuntime.ORIGINAL + "/")) {
              return internalName;
            }
            needed.add(internalName);
            return moved(internalName);
          }
        };
    reader.accept(new ClassRemapper(new WithoutGenerics(writer), remapper), ClassReader.SKIP_DEBUG);
    classes.put(moved(name), writer.toByteArray());
    needed.forEach(this::add);
  }

  private static byte[] read(String name) {
    try (InputStream in = Link.class.getResourceAsStream("/" + name + ".class")) {
      if (in == null) {
        throw new IllegalStateException("the runtime is not on the class path: " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody compiles against the stub. */
  private static final class WithoutGenerics extends ClassVisitor {
    WithoutGenerics(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      super.visit(version, access, name, null, superName, interfaces);
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      return super.visitField(access, name, descriptor, null, value);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return super.visitMethod(access, name, descriptor, null, null);
    }
  }
}
