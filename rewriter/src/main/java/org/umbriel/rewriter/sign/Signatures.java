package org.umbriel.rewriter.sign;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;

/** Signatures of a jar (JAR File Specification, "Signed JAR File"): they don't outlive a change. */
public final class Signatures {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/([^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]*)");

  private Signatures() {}

  public static boolean isSigned(Archive archive) {
    return archive.entries().stream().anyMatch(Signatures::isSignature);
  }

  static boolean isSignature(Entry entry) {
    return SIGNATURE.matcher(entry.path().toUpperCase(Locale.ROOT)).matches();
  }

  static boolean isManifest(Entry entry) {
    return entry.path().equalsIgnoreCase(MANIFEST);
  }

  /**
   * The signature of a jar, once it was found to hold.
   *
   * @return nothing if it has none
   * @throws SigningException if it does not hold: some entry is not what was signed
   */
  public static Optional<UpstreamSignature> check(Archive archive) throws SigningException {
    return SignatureCheck.of(archive);
  }

  /** The same jar, unsigned: without signature files, and without digests in the manifest. */
  public static Archive strip(Archive archive) {
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : archive.entries()) {
      if (isManifest(entry) && entry.problem().isEmpty()) {
        kept.add(entry.withContent(withoutDigests(entry.content())));
      } else if (!isSignature(entry)) {
        kept.add(entry);
      }
    }
    return archive.withEntries(kept);
  }

  private static byte[] withoutDigests(byte[] content) {
    try {
      Manifest manifest = new Manifest(new ByteArrayInputStream(content));
      manifest.getEntries().values().forEach(Signatures::removeDigests);
      manifest.getEntries().values().removeIf(Attributes::isEmpty);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      manifest.write(out);
      return out.toByteArray();
    } catch (IOException malformed) {
      return content;
    }
  }

  private static void removeDigests(Attributes attributes) {
    attributes.keySet().removeIf(k -> k.toString().toUpperCase(Locale.ROOT).contains("-DIGEST"));
  }
}
