package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;

/** Whether JDK 17 and 25 write the same bytes, for the same platform. */
final class ByteIdentity {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private ByteIdentity() {}

  static void print(PrintWriter out, List<Path> jars) throws Exception {
    Optional<Jvm> older = Jvm.ofRelease(17);
    Optional<Jvm> newer = Jvm.ofRelease(25);
    if (older.isEmpty() || newer.isEmpty()) {
      out.println("Equal bytes on JDK 17 and 25: one of them is not installed");
      out.println();
      return;
    }
    List<String> different = new ArrayList<>();
    try (Workspace workspace = Workspace.open("byte-identity", null)) {
      for (Path jar : jars) {
        Path a = rewritten(workspace, older.get(), jar, older.get().home());
        Path b = rewritten(workspace, newer.get(), jar, older.get().home());
        if (Files.mismatch(a, b) >= 0) {
          different.add(jar.getFileName() + " at byte " + Files.mismatch(a, b));
        }
      }
    }
    out.println(
        "Equal bytes on JDK "
            + older.get().version()
            + " and "
            + newer.get().version()
            + ": "
            + (jars.size() - different.size())
            + " of "
            + jars.size()
            + " jars "
            + different);
    out.println();
    out.flush();
  }

  private static Path rewritten(Workspace workspace, Jvm jvm, Path jar, Path platform)
      throws Exception {
    Path folder = workspace.folder("jdk" + jvm.feature());
    Path output = folder.resolve(jar.getFileName());
    Path log = folder.resolve("log");
    List<String> arguments =
        List.of("rewrite", jar.toString(), "-o", output.toString(), "--jdk", platform.toString());
    boolean done =
        jvm.run(
            new Jvm.Launch(
                List.of("-Xmx2g"), Jvm.ownClassPath(), "org.umbriel.cli.Umbriel", arguments),
            folder,
            log,
            LIMIT);
    if (!done && !Files.exists(output)) {
      throw new IOException(jar.getFileName() + ": " + Files.readString(log));
    }
    return output;
  }
}
