package org.umbriel.rewriter.sign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import jdk.security.jarsigner.JarSignerException;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;

/**
 * The organisation's key for jars, from a key store. Its signature holds the time at which it was
 * made, so that a jar that is signed again is another jar, byte for byte.
 */
public final class JarKey {
  private static final String NAME = "UMBRIEL";

  private final KeyStore.PrivateKeyEntry entry;
  private final UpstreamSignature.Signer signer;

  private JarKey(KeyStore.PrivateKeyEntry entry, UpstreamSignature.Signer signer) {
    this.entry = entry;
    this.signer = signer;
  }

  /**
   * Reads a key.
   *
   * @param store PKCS #12 or JKS
   * @param alias of the key; may be left out where there is but one
   * @throws GeneralSecurityException if there is no such key, or the password is another one
   */
  public static JarKey read(InputStream store, Optional<String> alias, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(store, password);
    List<String> names = new ArrayList<>();
    for (String name : java.util.Collections.list(keys.aliases())) {
      if (keys.isKeyEntry(name) && alias.map(name::equalsIgnoreCase).orElse(true)) {
        names.add(name);
      }
    }
    if (names.size() != 1) {
      throw new GeneralSecurityException(
          names.isEmpty() ? "no such private key" : "several private keys: name one of " + names);
    }
    KeyStore.Entry found = keys.getEntry(names.get(0), new KeyStore.PasswordProtection(password));
    if (!(found instanceof KeyStore.PrivateKeyEntry key)) {
      throw new GeneralSecurityException(names.get(0) + " is no private key");
    }
    return new JarKey(key, SignatureCheck.signer(key.getCertificate()));
  }

  /** The same archive, signed: the manifest and the signature come first. */
  public Archive sign(Archive archive) throws SigningException {
    try {
      Path unsigned = Files.createTempFile("umbriel", ".jar");
      try {
        Files.write(unsigned, archive.toBytes());
        return withSignature(archive, Archive.read("", signed(unsigned), Limits.DEFAULT));
      } finally {
        Files.deleteIfExists(unsigned);
      }
    } catch (IOException | JarSignerException | MalformedArchiveException failed) {
      throw new SigningException(archive.name() + ": cannot be signed: " + failed.getMessage());
    }
  }

  private byte[] signed(Path unsigned) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipFile file = new ZipFile(unsigned.toFile())) {
      new JarSigner.Builder(entry).signerName(NAME).build().sign(file, out);
    }
    return out.toByteArray();
  }

  /** Our own entries with the signer's: those keep their compressed bytes, times and order. */
  private static Archive withSignature(Archive archive, Archive signed) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : signed.entries()) {
      if (Signatures.isManifest(entry) || Signatures.isSignature(entry)) {
        entries.add(Entry.of(entry.path(), entry.content()));
      }
    }
    for (Entry entry : archive.entries()) {
      if (!Signatures.isManifest(entry)) {
        entries.add(entry);
      }
    }
    return archive.withEntries(entries);
  }

  /** Who signs. */
  @Override
  public String toString() {
    return signer.toString();
  }
}
