package org.umbriel.benchmarks.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.benchmarks.jvm.Workspace;

/** A small part of what {@code benchmarks/run acceptance signatures} calls. */
class SignatureTest {
  @Test
  void everyFunctionIsCalledRightly(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(Path.of("/usr/bin/gcc").toFile().canExecute(), "gcc is not installed");
    try (Workspace workspace = Workspace.open("signatures", folder)) {
      assertEquals(List.of(), new SignatureRun(workspace, 4711).run(100));
    }
  }
}
