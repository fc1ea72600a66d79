package org.umbriel.symexec.solver.unpack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.umbriel.symexec.solver.z3.Z3Lane;

class LibraryFolderTest {
  private static final String FOLDER = "/com/microsoft/z3/linux/amd64/";
  private static final List<String> LIBRARY = List.of("libz3java.so");
  private static final Function<String, InputStream> Z3 = Z3Lane.LIBRARY::getResourceAsStream;

  @Test
  void aLibraryIsUnpackedOnce() throws IOException {
    Path folder = LibraryFolder.of(FOLDER, LIBRARY, Z3);
    try (InputStream expected = Z3.apply(FOLDER + LIBRARY.get(0))) {
      assertArrayEquals(
          expected.readAllBytes(), Files.readAllBytes(folder.resolve(LIBRARY.get(0))));
    }
    assertEquals(folder, LibraryFolder.of(FOLDER, LIBRARY, name -> InputStream.nullInputStream()));
  }

  @Test
  void whatLiesInNoJarIsUnpackedForThisProcess() throws IOException {
    Path folder = LibraryFolder.of("/none/", List.of("one"), name -> InputStream.nullInputStream());
    assertEquals(0, Files.size(folder.resolve("one")));
  }

  @Test
  @SuppressWarnings("NullAway") // as Class.getResourceAsStream does
  void aMissingLibraryIsNamed() {
    assertThrows(
        FileNotFoundException.class, () -> LibraryFolder.of("/none/", LIBRARY, name -> null));
  }
}
