package org.umbriel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;

final class InputFilesTest {
  private static final byte[] CLASS = {
    (byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 61
  };

  @TempDir Path folder;

  @Test
  void readsFoldersJarsAndSingleClasses() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes/a/b"));
    Path single = Files.write(classes.resolve("C.class"), CLASS);
    Files.writeString(folder.resolve("classes/text"), "text");
    Path jar =
        Files.write(
            folder.resolve("x.jar"),
            Archive.of("x", List.of(Entry.of("a/b/C.class", CLASS))).toBytes());

    assertEquals(List.of("a/b/C.class", "text"), paths(folder.resolve("classes")));
    assertEquals(List.of("a/b/C.class"), paths(jar));
    assertEquals(List.of("C.class"), paths(single));
  }

  @Test
  void saysWhatItCannotRead() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "neither a class nor a jar");

    assertThrows(NoSuchFileException.class, () -> paths(folder.resolve("absent.jar")));
    assertThrows(MalformedArchiveException.class, () -> paths(text));
  }

  private static List<String> paths(Path input) throws Exception {
    return InputFiles.open(input, Limits.DEFAULT).entries().stream().map(Entry::path).toList();
  }
}
