package org.umbriel.metadata.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.umbriel.metadata.archive.EntryProblem.Kind;

/**
 * Reads a zip file by its central directory, as class loaders do, and distrusts every number in it.
 * Whatever stands in front of the first entry is kept as the preamble; offsets may or may not count
 * it.
 */
final class ZipReader {
  private static final int END_SIZE = 22;
  private static final int CENTRAL_SIZE = 46;
  private static final int LOCAL_SIZE = 30;
  private static final int LOCATOR_SIZE = 20;
  private static final int ZIP64_END_SIZE = 56;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final long INT_MAX = 0xFFFF_FFFFL;

  private final String name;
  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final Limits limits;
  private final boolean keepsClasses;
  private final Inflater inflater = new Inflater(true);
  private long total;

  /**
   * A reader.
   *
   * @param keepsClasses whether class files stay inflated
   */
  ZipReader(String name, byte[] bytes, Limits limits, boolean keepsClasses) {
    this.name = name;
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.limits = limits;
    this.keepsClasses = keepsClasses;
  }

  /**
   * Where the central directory lies, what to add to the offsets in it, and where the comment is.
   */
  private record Directory(long start, long end, long base, int comment) {}

  /** A record of the central directory, decoded. Offsets are places in the file. */
  private record CentralRecord(
      EntryHeader header, long crc, long packedSize, long size, long offset) {}

  /** Reads it; a reader is for one archive. */
  Archive read() throws MalformedArchiveException {
    try {
      return entries();
    } finally {
      inflater.end();
    }
  }

  private Archive entries() throws MalformedArchiveException {
    Directory directory = directory();
    List<CentralRecord> records = records(directory);
    long[] limit = dataLimits(records, directory.start());
    List<Entry> entries = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      entries.add(entry(records.get(i), limit[i]));
    }
    long first = records.stream().mapToLong(CentralRecord::offset).min().orElse(directory.start());
    int preamble = (int) Math.max(0, Math.min(first, directory.start()));
    return new Archive(name, entries, Arrays.copyOf(bytes, preamble), comment(directory));
  }

  private Directory directory() throws MalformedArchiveException {
    int lowest = Math.max(0, bytes.length - END_SIZE - MAX_COMMENT);
    for (int end = bytes.length - END_SIZE; end >= lowest; end--) {
      if (buffer.getInt(end) == ZipFormat.END) {
        Optional<Directory> found = directoryBefore(end);
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    boolean begun = bytes.length >= 4 && buffer.getInt(0) == ZipFormat.LOCAL;
    throw new MalformedArchiveException(
        name,
        "byte " + bytes.length,
        begun
            ? "truncated zip file: it ends without a central directory"
            : "not a zip file: it has no central directory");
  }

  /**
   * The directory that ends with the record at {@code end}, if that record is one and not a part of
   * a comment.
   */
  private Optional<Directory> directoryBefore(int end) {
    long size = unsignedInt(end + 12);
    long offset = unsignedInt(end + 16);
    long stop = end;
    int locator = end - LOCATOR_SIZE;
    if (locator >= 0 && buffer.getInt(locator) == ZipFormat.ZIP64_LOCATOR) {
      Optional<Integer> wide = zip64End(locator);
      if (wide.isPresent()) {
        stop = wide.get();
        size = buffer.getLong(wide.get() + 40);
        offset = buffer.getLong(wide.get() + 48);
      }
    }
    long start = stop - size;
    if (size < 0 || offset < 0 || start < offset) {
      return Optional.empty();
    }
    if (size > 0 && (size < CENTRAL_SIZE || buffer.getInt((int) start) != ZipFormat.CENTRAL)) {
      return Optional.empty();
    }
    return Optional.of(new Directory(start, stop, start - offset, end + END_SIZE));
  }

  private byte[] comment(Directory directory) {
    int start = directory.comment();
    int length = Math.min(unsignedShort(start - 2), bytes.length - start);
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  private Optional<Integer> zip64End(int locator) {
    for (long at : new long[] {locator - (long) ZIP64_END_SIZE, buffer.getLong(locator + 8)}) {
      if (at >= 0
          && at <= locator - ZIP64_END_SIZE
          && buffer.getInt((int) at) == ZipFormat.ZIP64_END) {
        return Optional.of((int) at);
      }
    }
    return Optional.empty();
  }

  private List<CentralRecord> records(Directory directory) throws MalformedArchiveException {
    List<CentralRecord> records = new ArrayList<>();
    int at = (int) directory.start();
    while (at < directory.end()) {
      if (at + CENTRAL_SIZE > directory.end() || buffer.getInt(at) != ZipFormat.CENTRAL) {
        throw malformed(at, "entry " + records.size() + " of the central directory is broken");
      }
      int path = at + CENTRAL_SIZE;
      int extra = path + unsignedShort(at + 28);
      int comment = extra + unsignedShort(at + 30);
      int next = comment + unsignedShort(at + 32);
      if (next > directory.end()) {
        throw malformed(at, "entry " + records.size() + " exceeds the central directory");
      }
      records.add(centralRecord(at, path, extra, comment, next, directory.base()));
      at = next;
    }
    return records;
  }

  private CentralRecord centralRecord(
      int at, int path, int extra, int comment, int next, long base) {
    long packedSize = unsignedInt(at + 20);
    long size = unsignedInt(at + 24);
    long offset = unsignedInt(at + 42);
    byte[] extraFields = Arrays.copyOfRange(bytes, extra, comment);
    ByteBuffer wide = ExtraFields.zip64(extraFields);
    if (size == INT_MAX && wide.remaining() >= 8) {
      size = wide.getLong();
    }
    if (packedSize == INT_MAX && wide.remaining() >= 8) {
      packedSize = wide.getLong();
    }
    if (offset == INT_MAX && wide.remaining() >= 8) {
      offset = wide.getLong();
    }
    long place = offset < 0 || offset > bytes.length ? bytes.length : offset + base;
    EntryHeader header =
        new EntryHeader(
            Arrays.copyOfRange(bytes, path, extra),
            unsignedShort(at + 4),
            unsignedShort(at + 6),
            unsignedShort(at + 8),
            unsignedShort(at + 10),
            buffer.getInt(at + 12),
            unsignedShort(at + 36),
            buffer.getInt(at + 38),
            localExtra(place),
            ExtraFields.withoutZip64(extraFields),
            Arrays.copyOfRange(bytes, comment, next));
    return new CentralRecord(header, unsignedInt(at + 16), packedSize, size, place);
  }

  private byte[] localExtra(long local) {
    long data = dataStart(local);
    if (data < 0) {
      return new byte[0];
    }
    int length = unsignedShort((int) local + 28);
    return ExtraFields.withoutZip64(Arrays.copyOfRange(bytes, (int) data - length, (int) data));
  }

  /** The first byte of an entry's data, or -1 if there is no local header at this place. */
  private long dataStart(long local) {
    if (local < 0
        || local > bytes.length - LOCAL_SIZE
        || buffer.getInt((int) local) != ZipFormat.LOCAL) {
      return -1;
    }
    int at = (int) local;
    long data = local + LOCAL_SIZE + unsignedShort(at + 26) + unsignedShort(at + 28);
    return data > bytes.length ? -1 : data;
  }

  /**
   * Up to where each entry's data may reach: entries that overlap are how a small file claims to be
   * a huge one.
   */
  private static long[] dataLimits(List<CentralRecord> records, long directory) {
    Integer[] order = new Integer[records.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> records.get(i).offset()));
    long[] limits = new long[records.size()];
    long next = directory;
    for (int i = order.length - 1; i >= 0; i--) {
      limits[order[i]] = next;
      next = Math.min(next, records.get(order[i]).offset());
    }
    return limits;
  }

  private Entry entry(CentralRecord entry, long limit) {
    EntryHeader header = entry.header();
    long data = dataStart(entry.offset());
    if (data < 0) {
      return lost(entry, "no local header at byte " + entry.offset());
    }
    if (entry.packedSize() < 0 || data + entry.packedSize() > limit) {
      return lost(entry, "its data at byte " + data + " reaches beyond what is its own");
    }
    if (entry.size() < 0 || entry.size() >= INT_MAX) {
      return lost(entry, "it claims " + entry.size() + " bytes");
    }
    Payload.Packed payload =
        new Payload.Packed(
            bytes,
            (int) data,
            (int) entry.packedSize(),
            header.method(),
            entry.size(),
            entry.crc());
    if (header.isEncrypted()) {
      return bad(header, payload, Kind.UNSUPPORTED, "it is encrypted");
    }
    if (header.method() != EntryHeader.STORED && header.method() != EntryHeader.DEFLATED) {
      return bad(header, payload, Kind.UNSUPPORTED, "compression method " + header.method());
    }
    if (entry.size() > Math.min(limits.entryBytes(), Integer.MAX_VALUE - 8)) {
      return bad(header, payload, Kind.TOO_LARGE, tooLarge(entry.size(), limits.entryBytes()));
    }
    if (total + entry.size() > limits.totalBytes()) {
      return bad(
          header,
          payload,
          Kind.TOO_LARGE,
          "with the entries before it, " + tooLarge(total + entry.size(), limits.totalBytes()));
    }
    try {
      byte[] content = payload.unpack(inflater);
      total += entry.size();
      boolean keep = keepsClasses && header.path().endsWith(".class");
      return new Entry(header, keep ? new Payload.Inflated(payload, content) : payload, null);
    } catch (DataFormatException broken) {
      return bad(header, payload, Kind.CORRUPT, "broken data: " + broken.getMessage());
    }
  }

  private static String tooLarge(long size, long limit) {
    return size + " bytes, over the limit of " + limit;
  }

  private static Entry lost(CentralRecord entry, String detail) {
    return bad(entry.header(), new Payload.Lost(entry.size()), Kind.CORRUPT, detail);
  }

  private static Entry bad(EntryHeader header, Payload payload, Kind kind, String detail) {
    return new Entry(header, payload, new EntryProblem(header.path(), kind, detail));
  }

  private MalformedArchiveException malformed(int at, String reason) {
    return new MalformedArchiveException(name, "byte " + at, reason);
  }

  private int unsignedShort(int at) {
    return Short.toUnsignedInt(buffer.getShort(at));
  }

  private long unsignedInt(int at) {
    return Integer.toUnsignedLong(buffer.getInt(at));
  }
}
