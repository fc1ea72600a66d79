package org.umbriel.benchmarks.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.nativeinterop.call.NativeLibrary;

/** Compiles random functions, some to a file, and calls them all. */
public final class SignatureRun {
  private static final int FUNCTIONS_PER_FILE = 50;
  private static final List<List<String>> OPTIONS =
      List.of(
          List.of("-O0", "-gdwarf-5"),
          List.of("-O2", "-gdwarf-4"),
          List.of("-O1", "-gdwarf-5", "-gz"),
          List.of("-O2", "-gdwarf-3"));

  private final Workspace workspace;
  private final Random random;
  private final List<String> defects = new ArrayList<>();

  public SignatureRun(Workspace workspace, long seed) {
    this.workspace = workspace;
    random = new Random(seed);
  }

  /**
   * Calls so many functions.
   *
   * @return what was wrong, with the function's head
   */
  public List<String> run(int count) throws IOException, InterruptedException {
    for (int done = 0; done < count; done += FUNCTIONS_PER_FILE) {
      call(done / FUNCTIONS_PER_FILE, Math.min(FUNCTIONS_PER_FILE, count - done));
    }
    return defects;
  }

  private void call(int file, int count) throws IOException, InterruptedException {
    ShapeSource shapes = new ShapeSource(random);
    List<Signature> signatures = new ArrayList<>();
    StringBuilder source = new StringBuilder(Fold.IN_C).append(shapes.definitions());
    for (int i = 0; i < count; i++) {
      Signature signature = new Signature("f" + i, shapes, random);
      signatures.add(signature);
      source.append(signature.source());
    }
    Path code = workspace.file("signatures" + file + ".c");
    Files.writeString(code, source);
    Path library = workspace.file("libsignatures" + file + ".so");
    compile(code, library, OPTIONS.get(file % OPTIONS.size()));
    try (NativeLibrary opened = NativeLibrary.open(library.toString())) {
      for (Signature signature : signatures) {
        signature.defect(opened).ifPresent(defect -> defects.add(code + ": " + defect));
      }
    }
  }

  private static void compile(Path code, Path library, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gcc", "-w", "-shared", "-fPIC"));
    command.addAll(options);
    command.addAll(List.of("-o", library.toString(), code.toString()));
    Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gcc.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + "\n" + said);
    }
  }
}
