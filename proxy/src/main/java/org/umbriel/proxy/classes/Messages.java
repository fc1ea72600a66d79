package org.umbriel.proxy.classes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.umbriel.metadata.store.Key;

/**
 * Which messages of clients are taken, and how answers are signed. A request carries its time, a
 * nonce and an HMAC-SHA256 under the clients' secret over {@code umbriel-request-1}, path, time,
 * nonce and the digest of its body, with newlines between. An answer carries an ECDSA signature
 * over {@code umbriel-answer-1}, the request's nonce, the digest of its body, the status and the
 * digest of the answer's body.
 */
public final class Messages {
  static final String TIME = "x-umbriel-time";
  static final String NONCE = "x-umbriel-nonce";
  static final String MAC = "x-umbriel-mac";
  static final String SIGNATURE = "x-umbriel-signature";

  /** Clocks may differ by this much. */
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private static final int MOST_NONCES = 1_000_000;

  private final MessageKeys keys;
  private final Clock clock;
  private final Map<String, Long> nonces = new LinkedHashMap<>();

  public Messages(MessageKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A request that was taken.
   *
   * @param sha256 of its body
   */
  record Request(String nonce, String sha256) {}

  /**
   * Takes a request, once.
   *
   * @return nothing if it is forged, too old or too new, or was taken before
   */
  Optional<Request> accept(String path, Map<String, String> headers, byte[] body) {
    String time = headers.getOrDefault(TIME, "");
    String nonce = headers.getOrDefault(NONCE, "");
    String mac = headers.getOrDefault(MAC, "");
    if (!time.matches("[0-9]{1,15}") || !nonce.matches("[0-9a-f]{32}")) {
      return Optional.empty();
    }
    String sha256 = Key.digest(body);
    byte[] expected = mac(String.join("\n", "umbriel-request-1", path, time, nonce, sha256));
    boolean genuine =
        MessageDigest.isEqual(
            HexFormat.of().formatHex(expected).getBytes(StandardCharsets.US_ASCII),
            mac.getBytes(StandardCharsets.US_ASCII));
    long age = Math.abs(clock.millis() - Long.parseLong(time));
    return genuine && age <= WINDOW.toMillis() && isNew(nonce)
        ? Optional.of(new Request(nonce, sha256))
        : Optional.empty();
  }

  /** Those whose time has passed are forgotten: their messages are too old anyway. */
  private synchronized boolean isNew(String nonce) {
    long now = clock.millis();
    Iterator<Long> oldest = nonces.values().iterator();
    while (oldest.hasNext() && now - oldest.next() > 2 * WINDOW.toMillis()) {
      oldest.remove();
    }
    return nonces.size() < MOST_NONCES && nonces.putIfAbsent(nonce, now) == null;
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.secret(), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The signature of an answer, in base 64.
   *
   * @param sha256 of its body
   */
  String sign(Request request, int status, String sha256) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.key());
      String text =
          String.join(
              "\n",
              "umbriel-answer-1",
              request.nonce(),
              request.sha256(),
              Integer.toString(status),
              sha256);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
