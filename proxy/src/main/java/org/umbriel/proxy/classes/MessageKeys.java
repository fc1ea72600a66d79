package org.umbriel.proxy.classes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The keys of the class endpoint, made when a store is used first: a private one of the proxy, and
 * a file for clients with the public one and the secret that they share.
 */
public final class MessageKeys {
  private static final String PRIVATE = "proxy.key";
  private static final String CLIENT = "client.key";
  private static final String FORM = "umbriel-client 1";
  private static final int SECRET_BYTES = 32;
  private static final int LINES = 3;

  private final PrivateKey key;
  private final byte[] secret;
  private final Path clientFile;

  private MessageKeys(PrivateKey key, byte[] secret, Path clientFile) {
    this.key = key;
    this.secret = secret;
    this.clientFile = clientFile;
  }

  /** The keys in a directory. */
  public static MessageKeys open(Path directory) throws IOException {
    Path privateFile = directory.resolve(PRIVATE);
    Path clientFile = directory.resolve(CLIENT);
    try {
      if (!Files.exists(clientFile)) {
        Files.createDirectories(directory);
        generate(privateFile, clientFile);
      }
      byte[] encoded = Base64.getDecoder().decode(Files.readString(privateFile).strip());
      List<String> lines = Files.readAllLines(clientFile);
      if (lines.size() != LINES || !lines.get(0).equals(FORM)) {
        throw new IOException(clientFile + ": not a client's key");
      }
      return new MessageKeys(
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)),
          Base64.getDecoder().decode(lines.get(2).replaceFirst("^secret ", "")),
          clientFile);
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      throw new IOException(directory + ": keys that cannot be read; delete them", unusable);
    }
  }

  /** The client's file is there last: where it is, both are. */
  private static void generate(Path privateFile, Path clientFile)
      throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Base64.Encoder base64 = Base64.getEncoder();
    Files.deleteIfExists(privateFile);
    write(privateFile, base64.encodeToString(pair.getPrivate().getEncoded()) + "\n");
    write(
        clientFile,
        FORM
            + "\ntrust "
            + base64.encodeToString(pair.getPublic().getEncoded())
            + "\nsecret "
            + base64.encodeToString(secret)
            + "\n");
  }

  /** Written aside, for its owner alone, and linked: it is there whole or not at all. */
  private static void write(Path file, String text) throws IOException {
    boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
    Path aside =
        posix
            ? Files.createTempFile(
                file.getParent(),
                "",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.createTempFile(file.getParent(), "", ".part");
    try {
      Files.write(aside, text.getBytes(StandardCharsets.US_ASCII));
      Files.createLink(file, aside);
    } catch (FileAlreadyExistsException anotherProcess) {
      return;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  PrivateKey key() {
    return key;
  }

  byte[] secret() {
    return secret.clone();
  }

  /** What clients are given. */
  public Path clientFile() {
    return clientFile;
  }
}
