package org.umbriel.nativeinterop.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Calls a function of a library in a process of its own: whatever the library's initialisers or the
 * function do to that process, this one lives on and says what happened. What the function prints
 * passes through.
 */
public final class ForkedCall {
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash");

  /** From this release on the JVM warns of native code unless it is told that it is meant. */
  private static final int WARNS_OF_NATIVE_CODE = 22;

  private ForkedCall() {}

  /** What came of the call. */
  public sealed interface Ending {
    /**
     * @param text the result as gdb prints it, with a line end; empty if there is none
     */
    record Returned(String text) implements Ending {}

    /** The function was not called. */
    record Refused(String message) implements Ending {}

    /** The process ended before the function returned. */
    record Died(String message) implements Ending {}
  }

  /**
   * Makes the call.
   *
   * @param function its name, or its declaration
   * @param arguments as {@link org.umbriel.nativeinterop.value.Literals} reads them
   * @param output for what the function prints
   * @param errors for what it prints on its standard error stream
   */
  public static Ending run(
      String library,
      String function,
      List<String> arguments,
      PrintWriter output,
      PrintWriter errors)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("umbriel-call");
    try {
      Path answer = folder.resolve("answer");
      Path crash = folder.resolve("crash");
      List<String> command = command(crash);
      command.addAll(List.of(answer.toString(), library, function));
      command.addAll(arguments);
      Process process =
          new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      Thread printing = new Thread(() -> pass(process.getInputStream(), output));
      printing.start();
      pass(process.getErrorStream(), errors);
      printing.join();
      int code = process.waitFor();
      return ending(library + ": " + name(function), answer, crash, code);
    } finally {
      delete(folder);
    }
  }

  private static List<String> command(Path crash) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add("-XX:ErrorFile=" + crash);
    if (Runtime.version().feature() >= WARNS_OF_NATIVE_CODE) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ForkedMain.class.getName());
    return command;
  }

  private static String name(String function) {
    int bracket = function.indexOf('(');
    String head = bracket < 0 ? function : function.substring(0, bracket).strip();
    return head.substring(head.lastIndexOf(' ') + 1).replace("*", "");
  }

  /**
   * Passes on what the process prints, but not the JVM's own report of a crash, which starts with a
   * line of its own: we have a shorter one.
   */
  private static void pass(InputStream in, PrintWriter to) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      boolean crashed = false;
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        line.append((char) c);
        if (c == '\n') {
          crashed |= line.toString().equals("#\n");
          to.print(crashed ? "" : line);
          to.flush();
          line.setLength(0);
        }
      }
      to.print(crashed ? "" : line);
      to.flush();
    } catch (IOException e) {
      // the process is gone, and how it ended says more
      to.flush();
    }
  }

  private static Ending ending(String call, Path answer, Path crash, int code) throws IOException {
    String text = Files.exists(answer) ? Files.readString(answer) : "";
    if (text.startsWith(ForkedMain.RETURNED)) {
      return new Ending.Returned(text.substring(ForkedMain.RETURNED.length()));
    }
    if (text.startsWith(ForkedMain.REFUSED)) {
      return new Ending.Refused(text.substring(ForkedMain.REFUSED.length()));
    }
    Optional<String> report = Files.exists(crash) ? report(crash) : Optional.empty();
    return new Ending.Died(call + ": " + report.orElse("ended its process with exit code " + code));
  }

  /** The signal and the frame, from the JVM's report: {@code SIGSEGV in crash+0xf, libfoo.so}. */
  private static Optional<String> report(Path crash) throws IOException {
    String signal = "";
    String frame = "";
    boolean next = false;
    for (String line : Files.readAllLines(crash, StandardCharsets.ISO_8859_1)) {
      if (signal.isEmpty() && line.startsWith("#  ")) {
        signal = line.substring(3).strip().split("[ ,]", 2)[0];
      }
      if (next && frame.isEmpty()) {
        frame = line.replaceFirst("^# *[A-Za-z] +", "").replaceFirst(" *$", "");
      }
      next = line.startsWith("# Problematic frame");
    }
    return signal.isEmpty()
        ? Optional.empty()
        : Optional.of("crashed with " + signal + (frame.isEmpty() ? "" : " in " + frame));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
