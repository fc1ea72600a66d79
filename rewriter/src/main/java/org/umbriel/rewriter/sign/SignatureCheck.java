package org.umbriel.rewriter.sign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.CodeSigner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;

/** Whether the signatures of a jar hold, by the JDK's own check. */
final class SignatureCheck {
  private SignatureCheck() {}

  /**
   * The signature of a jar.
   *
   * @return nothing if it has none
   * @throws SigningException if it does not hold
   */
  static Optional<UpstreamSignature> of(Archive archive) throws SigningException {
    if (!Signatures.isSigned(archive)) {
      return Optional.empty();
    }
    Set<UpstreamSignature.Signer> signers = new LinkedHashSet<>();
    int uncovered = 0;
    byte[] bytes = archive.withEntries(inTheJdksOrder(archive)).toBytes();
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(bytes), true)) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        in.transferTo(OutputStream.nullOutputStream());
        CodeSigner[] found = entry.getCodeSigners();
        if (found == null) {
          uncovered += entry.getName().endsWith(".class") ? 1 : 0;
          continue;
        }
        for (CodeSigner signer : found) {
          signers.add(signer(signer.getSignerCertPath().getCertificates().get(0)));
        }
      }
    } catch (IOException | SecurityException broken) {
      throw new SigningException(
          archive.name() + ": its signature does not hold: " + broken.getMessage());
    }
    return Optional.of(new UpstreamSignature(List.copyOf(signers), uncovered));
  }

  /** A stream is checked only if the manifest comes first, and the signature files after it. */
  private static List<Entry> inTheJdksOrder(Archive archive) {
    List<Entry> first = new ArrayList<>();
    List<Entry> then = new ArrayList<>();
    List<Entry> last = new ArrayList<>();
    for (Entry entry : archive.entries()) {
      if (entry.problem().isPresent()) {
        continue;
      }
      (Signatures.isManifest(entry) ? first : Signatures.isSignature(entry) ? then : last)
          .add(entry);
    }
    first.addAll(then);
    first.addAll(last);
    return first;
  }

  static UpstreamSignature.Signer signer(Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      String subject =
          certificate instanceof X509Certificate x509
              ? x509.getSubjectX500Principal().getName()
              : certificate.getType();
      return new UpstreamSignature.Signer(subject, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
