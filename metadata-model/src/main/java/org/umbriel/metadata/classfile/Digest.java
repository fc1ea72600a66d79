package org.umbriel.metadata.classfile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

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
      known = HexFormat.of().formatHex(sha256(bytes));
      text = known;
    }
    return known;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
