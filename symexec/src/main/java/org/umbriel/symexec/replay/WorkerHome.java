package org.umbriel.symexec.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.symexec.replay.limit.PatchedBase;
import org.umbriel.symexec.replay.worker.Worker;

/**
 * A private temporary folder with what a fork runs on: the worker's package as a module of its own.
 * It exports nothing, so code of the program cannot reach it even by reflection.
 */
final class WorkerHome implements AutoCloseable {
  static final String MODULE = "org.umbriel.replay.worker";
  static final String MAIN = Worker.class.getName();

  private final Path folder;

  private WorkerHome(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes what a fork on this JDK needs.
   *
   * @throws IOException also if the limits do not fit the JDK
   */
  static WorkerHome create(JavaHome java) throws IOException {
    WorkerHome home = new WorkerHome(Files.createTempDirectory("umbriel-replay-"));
    try {
      home.writeWorker();
      if (!java.hasSecurityManager()) {
        try (OutputStream file = Files.newOutputStream(home.patchJar())) {
          PatchedBase.write(java.platform(), file);
        }
      }
      return home;
    } catch (IOException e) {
      home.close();
      throw e;
    }
  }

  private void writeWorker() throws IOException {
    try (OutputStream file = Files.newOutputStream(workerJar());
        JarOutputStream jar = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : workerClasses().entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey() + ".class"));
        jar.write(entry.getValue());
      }
      jar.putNextEntry(new JarEntry("module-info.class"));
      jar.write(moduleInfo());
    }
  }

  Path folder() {
    return folder;
  }

  Path workerJar() {
    return folder.resolve("worker.jar");
  }

  /** Where {@link PatchedBase} lies, if the JDK needs it. */
  Path patchJar() {
    return folder.resolve("java.base.jar");
  }

  /** The main class and whatever of its package it refers to, directly or not. */
  private static Map<String, byte[]> workerClasses() throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(MAIN.replace('.', '/')));
    String packagePrefix = Worker.class.getPackageName().replace('.', '/') + "/";
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!classes.containsKey(name)) {
        byte[] bytes = ownClass(name);
        classes.put(name, bytes);
        ClassReader reader = new ClassReader(bytes);
        for (String referred : ClassReferences.in(reader)) {
          if (referred.startsWith(packagePrefix)) {
            open.push(referred);
          }
        }
      }
    }
    return classes;
  }

  private static byte[] ownClass(String name) throws IOException {
    try (InputStream in = WorkerHome.class.getResourceAsStream("/" + name + ".class")) {
      if (in == null) {
        throw new IOException("no class " + name + " to start a replay process with");
      }
      return in.readAllBytes();
    }
  }

  private static byte[] moduleInfo() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
    ModuleVisitor module = writer.visitModule(MODULE, 0, null);
    module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
    module.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
