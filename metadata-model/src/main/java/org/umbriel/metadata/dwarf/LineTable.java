package org.umbriel.metadata.dwarf;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.entry.Bytes;

/**
 * Which address came from which line of which file (DWARF 5, 6.2). Directory 0 is where the unit
 * was compiled, file 0 is its primary source file.
 */
public record LineTable(
    List<String> directories, List<SourceFile> files, List<LineSequence> sequences) {
  public LineTable {
    directories = List.copyOf(directories);
    files = List.copyOf(files);
    sequences = List.copyOf(sequences);
    if (files.stream().map(file -> file.md5().isPresent()).distinct().count() > 1) {
      throw new IllegalArgumentException("either all files have a digest or none has");
    }
  }

  /**
   * @param directory index of the directory that the name is relative to
   */
  public record SourceFile(String name, int directory, Optional<Bytes> md5) {
    public SourceFile {
      if (md5.isPresent() && md5.get().size() != 16) {
        throw new IllegalArgumentException("an MD5 digest has 16 bytes");
      }
    }
  }
}
