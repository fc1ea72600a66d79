package org.umbriel.metadata.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.umbriel.metadata.classfile.ClassFile;

/**
 * A jar, or whatever else holds class files by name, in the order of its directory. Immutable.
 * Bytes come in through {@link #read} and go out through {@link #toBytes}; {@code read(toBytes())}
 * gives an equal archive, and an entry that nobody changed keeps its compressed bytes, times and
 * attributes.
 */
public final class Archive {
  private final String name;
  private final List<Entry> entries;
  private final Map<String, Entry> byPath;
  private final byte[] preamble;
  private final byte[] comment;

  Archive(String name, List<Entry> entries, byte[] preamble, byte[] comment) {
    this.name = name;
    this.entries = List.copyOf(entries);
    this.preamble = preamble;
    this.comment = comment;
    this.byPath = new HashMap<>();
    // Of entries with equal names, java.util.zip.ZipFile and so class loaders see the last.
    this.entries.forEach(entry -> byPath.put(entry.path(), entry));
  }

  /**
   * Reads a zip file. Each entry is inflated once, to be sure of it, and dropped again; entries
   * that are broken, or too large for the limits, are kept and have an {@link Entry#problem}.
   *
   * @param name for messages
   * @param bytes kept by the archive, must not be changed
   * @throws MalformedArchiveException if this is no zip file, or only a part of one
   */
  public static Archive read(String name, byte[] bytes, Limits limits)
      throws MalformedArchiveException {
    return new ZipReader(name, bytes, limits, false).read();
  }

  /**
   * Reads a zip file whose classes are wanted soon: what {@link #read} does, but class files stay
   * inflated as long as the archive.
   *
   * @throws MalformedArchiveException if this is no zip file, or only a part of one
   */
  public static Archive readWithClasses(String name, byte[] bytes, Limits limits)
      throws MalformedArchiveException {
    return new ZipReader(name, bytes, limits, true).read();
  }

  /** An archive of the given entries: a class folder, a single class file, or something new. */
  public static Archive of(String name, List<Entry> entries) {
    return new Archive(name, entries, new byte[0], new byte[0]);
  }

  /** What messages call this archive. */
  public String name() {
    return name;
  }

  /** All entries, directories and broken ones included, in the archive's order. */
  public List<Entry> entries() {
    return entries;
  }

  /** The entry that a class loader would find under this name. */
  public Optional<Entry> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /**
   * The sound class files, versioned ones and {@code module-info} included, inflated now, in the
   * archive's order.
   */
  public List<ClassFile> classes() {
    return entries.stream()
        .filter(entry -> entry.isClass() && entry.problem().isEmpty())
        .map(entry -> new ClassFile(entry.path(), entry.content()))
        .toList();
  }

  /** What could not be read, in the archive's order. */
  public List<EntryProblem> problems() {
    return entries.stream().flatMap(entry -> entry.problem().stream()).toList();
  }

  /** This archive with other entries; comment and preamble (a start script, say) stay. */
  public Archive withEntries(List<Entry> changed) {
    return new Archive(name, changed, preamble, comment);
  }

  /** This archive with each sound entry replaced by what the function makes of it. */
  public Archive map(UnaryOperator<Entry> change) {
    return withEntries(
        entries.stream()
            .map(entry -> entry.problem().isPresent() ? entry : change.apply(entry))
            .toList());
  }

  /**
   * The archive as a zip file: the same bytes for the same entries, on every machine and in every
   * time zone.
   */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** Writes what {@link #toBytes} gives. The stream is left open. */
  public void writeTo(OutputStream out) throws IOException {
    new ZipWriter(out).write(this);
  }

  byte[] preamble() {
    return preamble;
  }

  byte[] comment() {
    return comment;
  }

  @Override
  public String toString() {
    return name + " (" + entries.size() + " entries)";
  }
}
