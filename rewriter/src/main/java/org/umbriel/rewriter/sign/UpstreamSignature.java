package org.umbriel.rewriter.sign;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A signature that a jar came with, and that holds: each entry that it covers has the digest that
 * was signed. Whether its signer is to be trusted is for whoever knows the fingerprint.
 *
 * @param signers none if the JDK no longer accepts their algorithms
 * @param uncovered how many class files nobody signed
 */
public record UpstreamSignature(List<Signer> signers, int uncovered) {
  public UpstreamSignature {
    signers = List.copyOf(signers);
  }

  /**
   * Who signed.
   *
   * @param subject of the certificate
   * @param fingerprint its SHA-256 in hexadecimal
   */
  public record Signer(String subject, String fingerprint) {
    public Signer {
      subject = subject.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
      return subject + " sha256:" + fingerprint;
    }
  }

  /** One line. */
  @Override
  public String toString() {
    String who =
        signers.isEmpty()
            ? "an algorithm that the JDK no longer accepts"
            : signers.stream().map(Signer::toString).collect(Collectors.joining("; "));
    return uncovered == 0 ? who : who + "; " + uncovered + " class files are not covered";
  }
}
