package org.umbriel.symexec.replay.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The table against the native methods that a JDK really has. */
class ChokePointsTest {
  /** Where {@code java.base} has native methods that know of the world outside. */
  private static final List<String> WATCHED =
      List.of(
          "java/io/",
          "java/lang/Process",
          "java/lang/Runtime",
          "java/lang/Shutdown",
          "java/lang/Thread",
          "java/net/",
          "jdk/internal/foreign/",
          "jdk/internal/io/",
          "jdk/internal/loader/",
          "jdk/internal/misc/Signal",
          "jdk/internal/perf/",
          "sun/net/",
          "sun/nio/");

  @Test
  void everyNativeMethodThatLeadsOutIsGuardedOrLeftOnPurpose() throws IOException {
    List<Path> homes = homes();
    assumeTrue(!homes.isEmpty(), "no JDK without a SecurityManager");
    for (Path home : homes) {
      assertEquals(Set.of(), unknown(home), home.toString());
    }
  }

  /** Native methods that a method without a guard calls. */
  private static Set<String> unknown(Path home) throws IOException {
    List<ChokePoint> rows = ChokePoint.all();
    Set<String> left = leftOnPurpose();
    Set<String> unknown = new TreeSet<>();
    try (FileSystem image =
            FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()));
        Stream<Path> files = Files.walk(image.getPath("/modules/java.base"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = file.toString().substring("/modules/java.base/".length());
        if (WATCHED.stream().anyMatch(name::startsWith)) {
          ClassNode node = new ClassNode();
          new ClassReader(Files.readAllBytes(file)).accept(node, 0);
          List<ChokePoint> own = rows.stream().filter(r -> r.owner().equals(node.name)).toList();
          addUnknown(node, own, unknown);
          unknown.removeAll(left);
        }
      }
    }
    return unknown;
  }

  private static Set<String> leftOnPurpose() throws IOException {
    Set<String> left = new TreeSet<>();
    try (InputStream in = ChokePointsTest.class.getResourceAsStream("left-on-purpose.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] words = line.split("\\s+");
          for (int i = 1; i < words.length; i++) {
            left.add(words[0] + " " + words[i]);
          }
        }
      }
    }
    return left;
  }

  private static void addUnknown(ClassNode node, List<ChokePoint> rows, Set<String> unknown) {
    for (MethodNode target : node.methods) {
      if ((target.access & Opcodes.ACC_NATIVE) != 0 && !isNamed(rows, target)) {
        List<MethodNode> callers =
            node.methods.stream().filter(m -> calls(m, node.name, target)).toList();
        if (callers.isEmpty() || !callers.stream().allMatch(m -> isEntered(rows, m))) {
          unknown.add(node.name + " " + target.name);
        }
      }
    }
  }

  private static boolean isNamed(List<ChokePoint> rows, MethodNode target) {
    return has(rows, target, List.of(ChokePoint.Rule.CALLS));
  }

  private static boolean isEntered(List<ChokePoint> rows, MethodNode method) {
    return has(
        rows, method, List.of(ChokePoint.Rule.ENTER, ChokePoint.Rule.READS, ChokePoint.Rule.OPENS));
  }

  private static boolean has(
      List<ChokePoint> rows, MethodNode method, List<ChokePoint.Rule> rules) {
    return rows.stream()
        .filter(row -> rules.contains(row.rule()))
        .flatMap(row -> row.methods().stream())
        .anyMatch(word -> ChokePoint.means(word, method.name, method.desc));
  }

  private static boolean calls(MethodNode method, String owner, MethodNode target) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call
          && call.owner.equals(owner)
          && call.name.equals(target.name)
          && call.desc.equals(target.desc)) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> homes() throws IOException {
    List<Path> found = new ArrayList<>();
    Path usual = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(usual)) {
      try (Stream<Path> homes = Files.list(usual)) {
        for (Path home : homes.sorted().toList()) {
          Path release = home.resolve("release");
          if (Files.exists(home.resolve("lib/modules"))
              && Files.exists(release)
              && Files.readString(release).contains("JAVA_VERSION=\"25")) {
            found.add(home);
          }
        }
      }
    }
    return found;
  }
}
