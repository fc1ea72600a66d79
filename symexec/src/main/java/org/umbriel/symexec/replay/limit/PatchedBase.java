package org.umbriel.symexec.replay.limit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.symexec.replay.worker.Gate;

/**
 * {@code JDK -> jar}: those classes of {@code java.base} that reach out of the process, with guards
 * made from the JDK's own bytes, and the gate that the guards ask, as {@link Gate#PATCHED_NAME}.
 */
public final class PatchedBase {
  private static final String GATE = Gate.PATCHED_NAME.replace('.', '/');

  private PatchedBase() {}

  /**
   * Writes the jar.
   *
   * @param platform the JDK's classes
   * @throws IOException if the table does not fit this JDK
   */
  public static void write(ClassSource platform, OutputStream out) throws IOException {
    Map<String, List<ChokePoint>> rows = new LinkedHashMap<>();
    for (ChokePoint row : ChokePoint.all()) {
      rows.computeIfAbsent(row.owner(), k -> new ArrayList<>()).add(row);
    }
    try (JarOutputStream jar = new JarOutputStream(out)) {
      for (Map.Entry<String, List<ChokePoint>> entry : rows.entrySet()) {
        ClassFile file =
            platform
                .find(entry.getKey())
                .orElseThrow(() -> new IOException("no " + entry.getKey() + " to limit"));
        put(jar, entry.getKey(), GuardInserter.insert(file.bytes(), GATE, entry.getValue()));
      }
      put(jar, GATE, gate());
    }
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name + ".class"));
    jar.write(bytes);
  }

  /** The gate's class under its name in the platform. */
  private static byte[] gate() throws IOException {
    String name = Gate.class.getName().replace('.', '/');
    try (InputStream in = Gate.class.getResourceAsStream("/" + name + ".class")) {
      if (in == null) {
        throw new IOException("no class " + name);
      }
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(in.readAllBytes())
          .accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, name, GATE)), 0);
      return writer.toByteArray();
    }
  }
}
