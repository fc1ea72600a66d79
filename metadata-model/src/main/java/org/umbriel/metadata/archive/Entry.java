package org.umbriel.metadata.archive;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an archive: a name, a content, and how it lay in the file it came from. An entry
 * that was read keeps its compressed bytes, which are copied as they are when it is written again;
 * its content is inflated anew at each call.
 */
public final class Entry {
  private final EntryHeader header;
  private final Payload payload;
  private final @Nullable EntryProblem problem;

  Entry(EntryHeader header, Payload payload, @Nullable EntryProblem problem) {
    this.header = header;
    this.payload = payload;
    this.problem = problem;
  }

  /** A new entry, to be deflated when it is written. The content is not copied. */
  public static Entry of(String path, byte[] content) {
    return new Entry(
        EntryHeader.fresh(path, EntryHeader.DEFLATED), new Payload.Plain(content), null);
  }

  /**
   * A new entry that is written uncompressed, as nested jars must be. The content is not copied.
   */
  public static Entry stored(String path, byte[] content) {
    return new Entry(EntryHeader.fresh(path, EntryHeader.STORED), new Payload.Plain(content), null);
  }

  /**
   * The same entry with another content: name, time, attributes and whether it is compressed stay.
   * The content is not copied.
   */
  public Entry withContent(byte[] content) {
    return new Entry(header.forNewContent(), new Payload.Plain(content), null);
  }

  /** The same entry, content or problem, under another name. */
  public Entry renamed(String path) {
    return new Entry(header.renamed(path), payload, problem);
  }

  /** The name, with slashes, as class loaders ask for it. */
  public String path() {
    return header.path();
  }

  /** The inflated size in bytes; what the archive claims where there is a {@link #problem}. */
  public long size() {
    return payload.size();
  }

  /** True if the content is, and will be written, uncompressed. */
  public boolean isStored() {
    return header.method() == EntryHeader.STORED;
  }

  public boolean isDirectory() {
    return path().endsWith("/");
  }

  /** True for {@code *.class} files, versioned ones and {@code module-info} included. */
  public boolean isClass() {
    return path().endsWith(".class");
  }

  /** Why the content cannot be had, if it cannot. */
  public Optional<EntryProblem> problem() {
    return Optional.ofNullable(problem);
  }

  /**
   * The content, inflated. Callers must not change it.
   *
   * @throws IllegalStateException if there is a {@link #problem}
   */
  public byte[] content() {
    if (problem != null) {
      throw new IllegalStateException(problem.toString());
    }
    return payload.content();
  }

  /** The content as UTF-8 text. */
  public String text() {
    return new String(content(), StandardCharsets.UTF_8);
  }

  EntryHeader header() {
    return header;
  }

  Payload payload() {
    return payload;
  }

  @Override
  public String toString() {
    return path();
  }
}
