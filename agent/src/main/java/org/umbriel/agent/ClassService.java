package org.umbriel.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The proxy's class endpoint. Each request carries a fresh nonce and a MAC; an answer counts only
 * if the proxy signed it for that very request.
 */
final class ClassService {
  private static final String PROFILE = "profile ";
  private static final int NONCE_BYTES = 16;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 300_000;
  private static final int LARGEST_REASON = 500;
  private static final int OK = 200;
  private static final int AS_IT_IS = 204;
  private static final int UNKNOWN = 404;

  private final String url;
  private final ClientKey key;

  /** Goes before the paths of this client: {@code /p/NAME}, or nothing. */
  private String profile;

  private final SecureRandom random = new SecureRandom();

  /**
   * A service.
   *
   * @param profile that the client is to have; empty to have it chosen
   */
  ClassService(String url, ClientKey key, String profile) {
    this.profile = profile.isEmpty() ? "" : "/p/" + profile;
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.key = key;
  }

  /**
   * Makes sure that the proxy is there and has the right key, says what this client runs on, and
   * learns its profile. The JDK's classes for all that are then loaded, before the first program
   * class is asked for.
   */
  void greet(int release) throws IOException {
    String greeting =
        "release "
            + release
            + "\nplatform "
            + System.getProperty("java.vendor")
            + " "
            + System.getProperty("java.vm.version")
            + "\nsystem "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + "\n";
    byte[] answer = post("hello", greeting.getBytes(StandardCharsets.UTF_8)).body;
    String named = new String(answer, StandardCharsets.UTF_8).trim();
    if (!named.startsWith(PROFILE)) {
      throw new IOException(url + ": an answer that is none to a greeting");
    }
    profile = "/p/" + named.substring(PROFILE.length());
  }

  /** The jar to run in place of this one; null if it is to run as it is. */
  byte[] jar(byte[] jar) throws IOException {
    Answer known = post("known", ClientKey.sha256(jar).getBytes(StandardCharsets.US_ASCII));
    Answer answer = known.status == UNKNOWN ? post("jar", jar) : known;
    return answer.status == AS_IT_IS ? null : answer.body;
  }

  /** The class to run in place of this one, or itself. */
  byte[] oneClass(byte[] file) throws IOException {
    return post("class", file).body;
  }

  private static final class Answer {
    final int status;
    final byte[] body;

    Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }
  }

  private Answer post(String what, byte[] body) throws IOException {
    byte[] fresh = new byte[NONCE_BYTES];
    random.nextBytes(fresh);
    String nonce = ClientKey.hex(fresh);
    String time = Long.toString(System.currentTimeMillis());
    String path = profile + "/classes/" + what;
    String digest = ClientKey.sha256(body);
    HttpURLConnection connection =
        (HttpURLConnection) new URL(url + path).openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    connection.setRequestProperty("X-Umbriel-Time", time);
    connection.setRequestProperty("X-Umbriel-Nonce", nonce);
    connection.setRequestProperty(
        "X-Umbriel-Mac",
        key.mac("umbriel-request-1\n" + path + "\n" + time + "\n" + nonce + "\n" + digest));
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    byte[] answer = all(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    if (status != OK && status != AS_IT_IS && status != UNKNOWN) {
      String reason = new String(answer, StandardCharsets.UTF_8).trim();
      throw new IOException(
          url + ": " + reason.substring(0, Math.min(reason.length(), LARGEST_REASON)));
    }
    String signature = connection.getHeaderField("X-Umbriel-Signature");
    String signed =
        "umbriel-answer-1\n"
            + nonce
            + "\n"
            + digest
            + "\n"
            + status
            + "\n"
            + ClientKey.sha256(answer);
    if (signature == null || !key.isSigned(signed, signature)) {
      throw new IOException(url + ": an answer that the trusted key did not sign");
    }
    return new Answer(status, answer);
  }

  static byte[] all(InputStream stream) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (stream != null) {
      try (InputStream in = stream) {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          out.write(buffer, 0, n);
        }
      }
    }
    return out.toByteArray();
  }
}
