package org.umbriel.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
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

  /**
   * SHA-256 of a file, or of the names and contents of a folder's files, in lower-case hexadecimal.
   */
  static String digest(Path path) throws IOException {
    MessageDigest sha256 = sha256();
    if (Files.isDirectory(path)) {
      for (Entry entry : folder(path).entries()) {
        sha256.update(entry.path().getBytes(StandardCharsets.UTF_8));
        sha256.update(entry.content());
      }
    } else {
      sha256.update(Files.readAllBytes(path));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static boolean isClassFile(byte[] bytes) {
    return bytes.length >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt() == CLASS_FILE_MAGIC;
  }
}
