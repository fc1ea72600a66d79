package org.umbriel.metadata.verify.format;

/** What the readers of all attributes share (JVMS 4.7): names, lengths, "not twice". */
final class Attributes {
  private final ConstantPool pool;
  private final LongSet set = new LongSet();

  Attributes(ConstantPool pool) {
    this.pool = pool;
  }

  /** A scratch set, emptied at each call. */
  LongSet emptySet() {
    set.clear();
    return set;
  }

  /** Reads an attribute's name. */
  int name(ClassCursor in) {
    int index = in.u2();
    requireUtf8(index);
    return pool.utf8(index);
  }

  private void requireUtf8(int index) {
    if (!pool.isUtf8(index)) {
      throw RejectedException.format("4.7", "constant " + index + " is not a name");
    }
  }

  /**
   * Notes that an attribute was met.
   *
   * @param seen one bit for each {@link KnownName} met so far
   * @return the same with this one
   */
  static int once(int seen, int name) {
    int bit = 1 << name;
    if ((seen & bit) != 0) {
      throw RejectedException.format("4.7", "two " + KnownName.text(name) + " attributes");
    }
    return seen | bit;
  }

  static void requireLength(long length, long expected) {
    if (length != expected) {
      throw RejectedException.format("4.7", "attribute of length " + length + ", not " + expected);
    }
  }

  /** Reads a {@code Signature} (JVMS 4.7.9), whose text no JVM checks. */
  void signature(ClassCursor in, long length) {
    requireLength(length, 2);
    requireUtf8(in.u2());
  }

  /** Reads the index of a name. */
  int utf8(ClassCursor in) {
    int index = in.u2();
    requireUtf8(index);
    return pool.utf8(index);
  }

  /** Reads the index of a class. */
  int classIndex(ClassCursor in, String attribute) {
    int index = in.u2();
    if (!pool.isClass(index)) {
      throw RejectedException.format("4.7", attribute + ": constant " + index + " is not a class");
    }
    return index;
  }
}
