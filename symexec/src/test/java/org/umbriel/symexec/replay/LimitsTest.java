package org.umbriel.symexec.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.replay.attack.AttackRunner;
import org.umbriel.symexec.replay.attack.Attacks;
import org.umbriel.symexec.replay.attack.Needs;
import org.umbriel.symexec.replay.plan.Invocation;
import org.umbriel.symexec.replay.plan.Value;

/** One list of attacks, on JDKs with and without a SecurityManager. */
class LimitsTest {
  /** Attacks on what younger JDKs have. */
  private static final Map<String, Integer> SINCE =
      Map.of("callsNative", 22, "startsVirtualThread", 21);

  @TempDir Path folder;

  static List<JavaHome> homes() throws IOException {
    return JavaHomes.toTest();
  }

  private static String attacksOn(JavaHome java) {
    return AttackRunner.attacks().stream()
        .filter(name -> java.feature() >= SINCE.getOrDefault(name, 0))
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @MethodSource("homes")
  void attacksSucceedWithoutLimits(JavaHome java) throws Exception {
    prepare();
    try (ServerSocket listener = new ServerSocket(0, 99, InetAddress.getLoopbackAddress())) {
      int port = listener.getLocalPort();
      List<String> deadly = List.of("exits", "halts", "haltsByHandle");
      for (String attack : deadly) {
        plain(java, port, attack, 42);
      }
      String others =
          Stream.of(attacksOn(java).split(","))
              .filter(name -> !deadly.contains(name))
              .collect(Collectors.joining(","));
      assertEquals("", plain(java, port, others, 0));
    }
  }

  private String plain(JavaHome java, int port, String names, int status) throws Exception {
    String classes =
        Path.of(Attacks.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    List<String> command =
        new ArrayList<>(
            List.of(java.path() + "/bin/java", "-XX:TieredStopAtLevel=1", "-cp", classes));
    if (java.hasSecurityManager()) {
      command.add("-Djava.security.manager=allow");
    }
    command.addAll(List.of(AttackRunner.class.getName(), folder.toString(), "" + port, names));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(status, process.waitFor());
    return output;
  }

  @ParameterizedTest
  @MethodSource("homes")
  void attacksFailUnderLimits(JavaHome java) throws Exception {
    prepare();
    Subject subject = Subject.ofPackageOf(Attacks.class);
    List<String> before = listing();
    try (ServerSocket listener = new ServerSocket(0, 99, InetAddress.getLoopbackAddress());
        Replayer replayer = open(java, subject)) {
      Replay replay =
          run(
              replayer,
              subject,
              AttackRunner.class,
              "mustFail",
              new Value.Text(folder.toString()),
              Value.of(listener.getLocalPort()),
              new Value.Text(attacksOn(java)));
      assertEquals("the call returned", replay.outcome().text());
      assertFalse(replay.denied().isEmpty());
      assertEquals(before, listing());
    }
  }

  @ParameterizedTest
  @MethodSource("homes")
  void ordinaryCodeIsNotHindered(JavaHome java) throws Exception {
    Subject subject = Subject.ofPackageOf(Needs.class);
    try (Replayer replayer = open(java, subject)) {
      for (Method need : Needs.class.getDeclaredMethods()) {
        if (!Modifier.isPrivate(need.getModifiers()) && !need.isSynthetic()) {
          Replay replay = run(replayer, subject, Needs.class, need.getName());
          assertEquals("the call returned", replay.text(), () -> need.getName() + " " + replay);
        }
      }
      assertEquals(1, replayer.processesStarted());
    }
  }

  private static Replayer open(JavaHome java, Subject subject) throws IOException {
    return Replayer.open(
        subject.program(), subject.files(), new Replayer.Settings(java.path(), 20_000));
  }

  private static Replay run(
      Replayer replayer, Subject subject, Class<?> type, String name, Value... arguments)
      throws IOException {
    MethodCode method =
        subject.program().find(type.getName().replace('.', '/')).orElseThrow().methods().stream()
            .filter(m -> m.name().equals(name))
            .findFirst()
            .orElseThrow();
    return replayer.replay(
        Invocation.of(Value.Call.onStatic(method.reference(), arguments)),
        new Prediction("none", method, 0, 0));
  }

  private void prepare() throws IOException {
    for (String name : List.of("secret", "delete1", "delete2", "rename1", "rename2")) {
      Files.writeString(folder.resolve(name), "x");
    }
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("a.zip")))) {
      zip.putNextEntry(new ZipEntry("a"));
    }
  }

  private List<String> listing() {
    String[] names = folder.toFile().list();
    Arrays.sort(names);
    return List.of(names);
  }
}
