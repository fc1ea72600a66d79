package org.umbriel.rewriter.sign;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of signed jars. A changed class does not match its signature, so by default a jar
 * loses them, once they were found to hold.
 *
 * @param kept SHA-256 fingerprints of certificates, in hexadecimal: jars that they sign stay as
 *     they are, as those of a cryptography provider must, whose signer the JDK asks for
 * @param key that the rewritten jars are signed with, if there is one
 */
public record SignatureRules(Set<String> kept, Optional<JarKey> key) {
  /** Signatures are dropped. */
  public static final SignatureRules DROP = new SignatureRules(Set.of(), Optional.empty());

  public SignatureRules {
    kept = Set.copyOf(kept);
  }

  /**
   * Rules from what people write.
   *
   * @param fingerprints with or without {@code sha256:} before and colons within
   * @throws IllegalArgumentException if one is no fingerprint
   */
  public static SignatureRules of(List<String> fingerprints, Optional<JarKey> key) {
    Set<String> kept = new TreeSet<>();
    for (String fingerprint : fingerprints) {
      String hex =
          fingerprint.toLowerCase(Locale.ROOT).replaceFirst("^sha256:", "").replace(":", "");
      if (!hex.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            fingerprint + ": not the SHA-256 fingerprint of a certificate");
      }
      kept.add(hex);
    }
    return new SignatureRules(kept, key);
  }

  /** Whether a jar with this signature stays as it is. */
  public boolean keeps(UpstreamSignature signature) {
    return signature.signers().stream().anyMatch(s -> kept.contains(s.fingerprint()));
  }

  /** A part of the build id. */
  @Override
  public String toString() {
    return new TreeSet<>(kept) + " " + key.map(JarKey::toString).orElse("unsigned");
  }
}
