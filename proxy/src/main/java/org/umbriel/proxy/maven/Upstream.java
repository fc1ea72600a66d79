package org.umbriel.proxy.maven;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A repository that files come from. Safe for use by many threads. */
public interface Upstream extends AutoCloseable {

  /** What people call it, with its address. */
  String name();

  /** Its address. */
  URI address();

  /**
   * Fetches a file. An interrupt of the calling thread ends it.
   *
   * @param path below the repository's root
   * @param target overwritten; what it holds after a failure is undefined
   * @return nothing if there is no such file
   * @throws UpstreamException if the repository cannot be reached, or sends what cannot be accepted
   * @throws IOException if the target cannot be written
   */
  Optional<Fetched> fetch(String path, Path target) throws UpstreamException, IOException;

  /**
   * What came with a file.
   *
   * @param sha1 the checksum that the repository sent along in a header, if it did
   */
  record Fetched(Optional<String> sha1) {}

  @Override
  void close();
}
