package org.umbriel.metadata.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a blob: the SHA-256 of everything that it is a function of.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Key(String hex) {
  private static final int DIGITS = 64;
  private static final int BUILD_ID_DIGITS = 40;

  public Key {
    if (hex.length() != DIGITS || !hex.chars().allMatch(Key::isHexDigit)) {
      throw new IllegalArgumentException("not a key: " + hex);
    }
  }

  /**
   * The digest of some bytes, as 64 hexadecimal digits: what parts that are large are usually named
   * by.
   */
  public static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** Begins a key for one kind of blob. */
  public static Builder of(String kind) {
    return new Builder().part("kind", kind);
  }

  /**
   * The build id of a description stored under this key: the first 40 digits (DESIGN.md section 2).
   */
  public String buildId() {
    return hex.substring(0, BUILD_ID_DIGITS);
  }

  @Override
  public String toString() {
    return hex;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /**
   * Hashes named parts, each with its length, so that no two lists of parts collide. Order counts.
   */
  public static final class Builder {
    private final MessageDigest digest = sha256();

    private Builder() {}

    /** Adds a part. */
    public Builder part(String name, byte[] value) {
      hash(name.getBytes(StandardCharsets.UTF_8));
      hash(value);
      return this;
    }

    /** Adds a part. */
    public Builder part(String name, String value) {
      return part(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a part that has a key itself. */
    public Builder part(String name, Key value) {
      return part(name, value.hex());
    }

    private void hash(byte[] bytes) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }

    /** The key. The builder must not be used again. */
    public Key build() {
      return new Key(HexFormat.of().formatHex(digest.digest()));
    }
  }
}
