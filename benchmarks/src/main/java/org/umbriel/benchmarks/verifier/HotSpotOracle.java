package org.umbriel.benchmarks.verifier;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JVM under {@code -Xverify:all} that defines and links each class it is sent, in a loader of its
 * own, and never initialises one. If it crashes over a class it is started again, and the class has
 * no verdict.
 */
public final class HotSpotOracle implements AutoCloseable {
  private final List<String> command;
  private @Nullable Process process;
  private @Nullable DataOutputStream to;
  private @Nullable BufferedReader from;

  /**
   * An oracle.
   *
   * @param home of the JDK
   * @param classPath jars whose classes the judged ones see
   */
  public HotSpotOracle(Path home, List<Path> classPath) {
    command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.addAll(
        List.of(
            "-Xverify:all",
            "-XX:-UsePerfData",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx1g",
            "-Xlog:disable",
            "-cp",
            codeOf(LinkMain.class).toString(),
            LinkMain.class.getName()));
    classPath.forEach(jar -> command.add(jar.toString()));
  }

  private static Path codeOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toPath();
  }

  /** The error that linking a class ends in, {@code accepted}, or nothing after a crash. */
  public List<Optional<String>> judge(List<byte[]> classes) throws IOException {
    List<Optional<String>> verdicts = new ArrayList<>();
    while (verdicts.size() < classes.size()) {
      start();
      int sent = Math.min(classes.size(), verdicts.size() + 50);
      try {
        for (byte[] bytes : classes.subList(verdicts.size(), sent)) {
          to().writeInt(bytes.length);
          to().write(bytes);
        }
        to().flush();
      } catch (IOException died) {
        // the verdicts that were reached can still be read
      }
      int before = verdicts.size();
      for (String line = ""; verdicts.size() < sent && line != null; ) {
        line = from().readLine();
        if (line != null) {
          verdicts.add(Optional.of(line));
        }
      }
      if (verdicts.size() < sent) {
        close();
        verdicts.add(Optional.empty());
      }
      if (before == verdicts.size()) {
        throw new IOException("the oracle does not start: " + command);
      }
    }
    return verdicts;
  }

  private DataOutputStream to() throws IOException {
    if (to == null) {
      throw new IOException("the oracle is closed");
    }
    return to;
  }

  private BufferedReader from() throws IOException {
    if (from == null) {
      throw new IOException("the oracle is closed");
    }
    return from;
  }

  private void start() throws IOException {
    if (process == null) {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
      from =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
      process = null;
    }
  }
}
