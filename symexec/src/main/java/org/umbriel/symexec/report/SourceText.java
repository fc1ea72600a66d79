package org.umbriel.symexec.report;

import java.util.List;

/** Where sources are looked up, for reports that show them beside the verdicts. */
@FunctionalInterface
public interface SourceText {
  /** Where nothing is known of sources. */
  SourceText NONE = path -> List.of();

  /**
   * The lines of a source file; none if it is not there.
   *
   * @param path below the source root, {@code a/b/Foo.java}
   */
  List<String> lines(String path);
}
