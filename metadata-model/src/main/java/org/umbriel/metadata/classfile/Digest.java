package org.umbriel.metadata.classfile;

import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.store.Key;

/**
 * The digest of some bytes, computed when it is first asked for: nobody asks for most classes of
 * the platform, and without the optimising compiler it takes longer than decoding them.
 */
public final class Digest {
  private final byte[] bytes;
  private volatile @Nullable String text;

  Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /** SHA-256, lower-case hexadecimal. */
  String text() {
    String known = text;
    if (known == null) {
      known = Key.digest(bytes);
      text = known;
    }
    return known;
  }
}
