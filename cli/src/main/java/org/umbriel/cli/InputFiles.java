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
import org.umbriel.metadata.store.Key;

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
    return Files.isDirectory(path) ? folder(path) : archive(path, Files.readAllBytes(path), limits);
  }

  /**
   * What was read, and the digest of these very bytes, which may have changed on disk meanwhile.
   *
   * @param digest SHA-256 of the file, or of the names and contents of a folder's files, in
   *     lower-case hexadecimal
   */
  record Digested(Archive archive, String digest) {}

  /** Like {@link #open}, with the digest. */
  static Digested read(Path path, Limits limits) throws IOException, MalformedArchiveException {
    if (Files.isDirectory(path)) {
      Archive folder = folder(path);
      return new Digested(folder, digest(folder));
    }
    byte[] bytes = Files.readAllBytes(path);
    return new Digested(archive(path, bytes, limits), Key.digest(bytes));
  }

  private static Archive archive(Path path, byte[] bytes, Limits limits)
      throws MalformedArchiveException {
    return isClassFile(bytes)
        ? Archive.of(path.toString(), List.of(Entry.of(path.getFileName().toString(), bytes)))
        : Archive.read(path.toString(), bytes, limits);
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

  /**
   * SHA-256 of a file, or of the names and contents of a folder's files, in lower-case hexadecimal.
   */
  static String digest(Path path) throws IOException {
    return Files.isDirectory(path) ? digest(folder(path)) : Key.digest(Files.readAllBytes(path));
  }

  private static String digest(Archive folder) {
    Key.Builder digest = Key.of("folder");
    folder.entries().forEach(entry -> digest.part(entry.path(), entry.content()));
    return digest.build().hex();
  }

  private static boolean isClassFile(byte[] bytes) {
    return bytes.length >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt() == CLASS_FILE_MAGIC;
  }
}
