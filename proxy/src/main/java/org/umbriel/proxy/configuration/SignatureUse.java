package org.umbriel.proxy.configuration;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of signed jars.
 *
 * @param keep fingerprints of certificates whose jars stay as they are
 * @param key that rewritten jars are signed with
 */
public record SignatureUse(List<String> keep, Optional<KeyUse> key) {
  /** Signatures are dropped, nothing is signed. */
  public static final SignatureUse DROP = new SignatureUse(List.of(), Optional.empty());

  public SignatureUse {
    keep = List.copyOf(keep);
  }
}
