package org.umbriel.metadata.archive;

/** The signatures of a zip file's records (APPNOTE 4.3). */
final class ZipFormat {
  static final int LOCAL = 0x04034b50;
  static final int CENTRAL = 0x02014b50;
  static final int END = 0x06054b50;
  static final int ZIP64_END = 0x06064b50;
  static final int ZIP64_LOCATOR = 0x07064b50;

  /** The extra field that holds sizes beyond 32 bits (APPNOTE 4.5.3). */
  static final int ZIP64_EXTRA = 1;

  private ZipFormat() {}
}
