package org.umbriel.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;

/** Paths as people type them into archives: a jar, a class folder or a single class file. */
final class InputFiles {
  private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;

  private InputFiles() {}

  /**
   * Reads what a path names.
   *
   * @throws NoSuchFileException if there is nothing of that name
   * @throws MalformedArchiveException if it is a file, but neither a class file nor a zip file
   */
  static Archive open(Path path, Limits limits) throws IOException, MalformedArchiveException {
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    byte[] bytes = Files.readAllBytes(path);
    if (isClassFile(bytes)) {
      return Archive.of(path.toString(), List.of(Entry.of(path.getFileName().toString(), bytes)));
    }
    return Archive.read(path.toString(), bytes, limits);
  }

  /**
   * Every file below a folder, in the order of their names, so that the result does not depend on
   * the file system.
   */
  private static Archive folder(Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        entries.add(Entry.of(name, Files.readAllBytes(file)));
      }
    }
    return Archive.of(folder.toString(), entries);
  }

  private static boolean isClassFile(byte[] bytes) {
    return bytes.length >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt() == CLASS_FILE_MAGIC;
  }
}
