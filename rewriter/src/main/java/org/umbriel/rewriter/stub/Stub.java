package org.umbriel.rewriter.stub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.rewriter.pipeline.ClientRuntime;
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
   */
  public static List<Entry> entries(ClientRuntime runtime) {
    Stub stub = new Stub(runtime);
    stub.add(internalName(Link.class));
    stub.add(internalName(Guard.class));
    List<Entry> entries = new ArrayList<>();
    stub.classes.forEach((name, bytes) -> entries.add(Entry.of(name + ".class", bytes)));
    return entries;
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private String moved(String name) {
    return runtime.packageName() + name.substring(ClientRuntime.ORIGINAL.length());
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
    reader.accept(new ClassRemapper(writer, remapper), ClassReader.SKIP_DEBUG);
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
}
