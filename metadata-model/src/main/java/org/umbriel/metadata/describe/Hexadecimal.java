package org.umbriel.metadata.describe;

import java.util.HexFormat;
import org.umbriel.metadata.entry.Bytes;

/** Digests as reports print them, and as bytes. */
final class Hexadecimal {
  private Hexadecimal() {}

  /** Whether these are lower-case digits for whole bytes, so that nothing is lost. */
  static boolean isWhole(String digits) {
    return digits.length() % 2 == 0
        && digits.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  static Bytes parse(String digits) {
    return Bytes.of(HexFormat.of().parseHex(digits));
  }
}
