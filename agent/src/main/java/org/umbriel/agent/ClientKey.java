package org.umbriel.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a client was given: the proxy's public key, whose signature it trusts, and the secret that
 * the organisation's clients share.
 */
final class ClientKey {
  private static final String FORM = "umbriel-client 1";
  private static final String TRUST = "trust ";
  private static final String SECRET = "secret ";

  private final PublicKey trusted;
  private final byte[] secret;

  private ClientKey(PublicKey trusted, byte[] secret) {
    this.trusted = trusted;
    this.secret = secret;
  }

  /** Reads the file that a proxy made for its clients. */
  static ClientKey read(String file) throws IOException {
    List<String> lines = Files.readAllLines(Paths.get(file), StandardCharsets.US_ASCII);
    if (lines.size() < 3
        || !lines.get(0).equals(FORM)
        || !lines.get(1).startsWith(TRUST)
        || !lines.get(2).startsWith(SECRET)) {
      throw new IOException(file + ": not a client's key");
    }
    try {
      byte[] key = Base64.getDecoder().decode(lines.get(1).substring(TRUST.length()));
      return new ClientKey(
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key)),
          Base64.getDecoder().decode(lines.get(2).substring(SECRET.length())));
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      throw new IOException(file + ": not a client's key", broken);
    }
  }

  /** The HMAC of a text, in hexadecimal. */
  String mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return hex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether the proxy signed a text. */
  boolean isSigned(String text, String signature) {
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(trusted);
      check.update(text.getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      return false;
    }
  }

  /** A SHA-256, in hexadecimal. */
  static String sha256(byte[] bytes) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(Character.forDigit((b >> 4) & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
    }
    return text.toString();
  }
}
