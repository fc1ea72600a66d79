package org.umbriel.metadata.archive;

import java.nio.charset.StandardCharsets;

/**
 * What a zip file records about an entry beside its content, kept word by word so that an unchanged
 * entry is written as it was read (APPNOTE 4.3.7, 4.3.12). Times stay MS-DOS words: converting them
 * would depend on the machine's time zone.
 */
final class EntryHeader {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** 1980-02-01T00:00, the reproducible date that most build tools use. */
  private static final int FRESH_TIME = (2 << 5 | 1) << 16;

  private static final int UTF8_FLAG = 0x800;
  private static final int SIZES_FOLLOW_FLAG = 0x8;
  private static final int ENCRYPTED_FLAG = 0x1;
  private static final int VERSION_2 = 20;
  private static final byte[] NOTHING = {};

  private final String path;
  private final byte[] rawPath;
  private final int method;
  private final int flags;
  private final int time;
  private final int versionMadeBy;
  private final int versionNeeded;
  private final int internalAttributes;
  private final int externalAttributes;
  private final byte[] localExtra;
  private final byte[] centralExtra;
  private final byte[] comment;

  /** The fields of a central directory record, in its order. */
  EntryHeader(
      byte[] rawPath,
      int versionMadeBy,
      int versionNeeded,
      int flags,
      int method,
      int time,
      int internalAttributes,
      int externalAttributes,
      byte[] localExtra,
      byte[] centralExtra,
      byte[] comment) {
    this.path = new String(rawPath, StandardCharsets.UTF_8);
    this.rawPath = rawPath;
    this.versionMadeBy = versionMadeBy;
    this.versionNeeded = versionNeeded;
    this.flags = flags;
    this.method = method;
    this.time = time;
    this.internalAttributes = internalAttributes;
    this.externalAttributes = externalAttributes;
    this.localExtra = localExtra;
    this.centralExtra = centralExtra;
    this.comment = comment;
  }

  static EntryHeader fresh(String path, int method) {
    byte[] raw = path.getBytes(StandardCharsets.UTF_8);
    return new EntryHeader(
        raw, VERSION_2, VERSION_2, UTF8_FLAG, method, FRESH_TIME, 0, 0, NOTHING, NOTHING, NOTHING);
  }

  /**
   * This header for a content that is written now: compressed unless it was stored before, and in
   * the clear.
   */
  EntryHeader forNewContent() {
    return new EntryHeader(
        rawPath,
        versionMadeBy,
        VERSION_2,
        flags & UTF8_FLAG,
        method == STORED ? STORED : DEFLATED,
        time,
        internalAttributes,
        externalAttributes,
        localExtra,
        centralExtra,
        comment);
  }

  /** This header under another name. */
  EntryHeader renamed(String newPath) {
    byte[] raw = newPath.getBytes(StandardCharsets.UTF_8);
    boolean isAscii = raw.length == newPath.length();
    return new EntryHeader(
        raw,
        versionMadeBy,
        versionNeeded,
        isAscii ? flags : flags | UTF8_FLAG,
        method,
        time,
        internalAttributes,
        externalAttributes,
        localExtra,
        centralExtra,
        comment);
  }

  String path() {
    return path;
  }

  byte[] rawPath() {
    return rawPath;
  }

  int method() {
    return method;
  }

  boolean isEncrypted() {
    return (flags & ENCRYPTED_FLAG) != 0;
  }

  /** The flags to write: sizes always stand in the local header. */
  int writtenFlags() {
    return flags & ~SIZES_FOLLOW_FLAG;
  }

  int time() {
    return time;
  }

  int versionMadeBy() {
    return versionMadeBy;
  }

  int versionNeeded() {
    return versionNeeded;
  }

  int internalAttributes() {
    return internalAttributes;
  }

  int externalAttributes() {
    return externalAttributes;
  }

  byte[] localExtra() {
    return localExtra;
  }

  byte[] centralExtra() {
    return centralExtra;
  }

  byte[] comment() {
    return comment;
  }
}
