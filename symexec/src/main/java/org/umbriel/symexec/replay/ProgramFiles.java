package org.umbriel.symexec.replay;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.ClassPath;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassFile;

/** The files that a class path has beside the platform. Safe for use by many threads. */
public interface ProgramFiles {

  /**
   * A file's content.
   *
   * @param path as class loaders ask for it, {@code a/b/C.class}
   */
  Optional<byte[]> find(String path);

  /**
   * The class files and resources of archives.
   *
   * @param archives in the order in which they are looked through
   * @param release the Java feature release whose versioned classes are seen
   */
  static ProgramFiles of(List<Archive> archives, int release) {
    ClassPath classes = ClassPath.of(archives, release);
    return path ->
        path.endsWith(".class")
            ? classes
                .find(path.substring(0, path.length() - ".class".length()))
                .map(ClassFile::bytes)
            : archives.stream()
                .flatMap(archive -> archive.find(path).stream())
                .filter(entry -> entry.problem().isEmpty())
                .findFirst()
                .map(Entry::content);
  }
}
