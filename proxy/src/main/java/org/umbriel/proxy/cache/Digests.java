package org.umbriel.proxy.cache;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The checksums that repositories publish beside a file, as lower-case hexadecimal digits. */
public final class Digests {

  /** The algorithms, by the suffix of the file that holds the checksum. */
  public enum Algorithm {
    MD5("MD5", 32),
    SHA1("SHA-1", 40),
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128);

    private static final Map<String, Algorithm> BY_SUFFIX =
        Arrays.stream(values()).collect(Collectors.toMap(Algorithm::suffix, a -> a));

    private final String standardName;
    private final int digits;

    Algorithm(String standardName, int digits) {
      this.standardName = standardName;
      this.digits = digits;
    }

    /** {@code sha1} and so on: the file name's suffix. */
    public String suffix() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The algorithm with this suffix. */
    public static Optional<Algorithm> ofSuffix(String suffix) {
      return Optional.ofNullable(BY_SUFFIX.get(suffix));
    }

    boolean accepts(String hex) {
      return hex.length() == digits && hex.matches("[0-9a-f]+");
    }

    MessageDigest start() {
      try {
        return MessageDigest.getInstance(standardName);
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every Java platform has " + standardName, impossible);
      }
    }
  }

  private final Map<Algorithm, String> hex;

  private Digests(Map<Algorithm, String> hex) {
    this.hex = hex;
  }

  /** The checksums of some bytes. */
  public static Digests of(byte[] bytes) {
    Running running = new Running();
    running.update(bytes, bytes.length);
    return running.finish();
  }

  /**
   * Checksums that were written down.
   *
   * @throws IllegalArgumentException if one is missing or is not a checksum
   */
  static Digests recorded(Map<Algorithm, String> hex) {
    for (Algorithm algorithm : Algorithm.values()) {
      if (!algorithm.accepts(hex.getOrDefault(algorithm, ""))) {
        throw new IllegalArgumentException("no checksum " + algorithm);
      }
    }
    return new Digests(new EnumMap<>(hex));
  }

  /** One of the checksums. */
  public String hex(Algorithm algorithm) {
    return hex.getOrDefault(algorithm, "");
  }

  /** Computes all checksums in one pass. */
  public static final class Running {
    private final Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);

    public Running() {
      for (Algorithm algorithm : Algorithm.values()) {
        digests.put(algorithm, algorithm.start());
      }
    }

    /** Adds the first {@code length} bytes of a buffer. */
    public void update(byte[] buffer, int length) {
      digests.values().forEach(digest -> digest.update(buffer, 0, length));
    }

    /** The checksums of all that was added. */
    public Digests finish() {
      Map<Algorithm, String> hex = new EnumMap<>(Algorithm.class);
      digests.forEach((name, digest) -> hex.put(name, HexFormat.of().formatHex(digest.digest())));
      return new Digests(hex);
    }
  }
}
