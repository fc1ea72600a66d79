package org.umbriel.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent believes only what was signed for its own question. */
class ClassServiceTest {
  private static final byte[] ANSWER = {1, 2, 3};

  @TempDir private Path folder;
  private HttpServer server;
  private KeyPair pair;
  private Answering answering;
  private ClassService service;

  /** What the server does with a request. */
  private interface Answering {
    String signatureFor(String nonce, String digest) throws GeneralSecurityException;
  }

  @BeforeEach
  void start() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    pair = generator.generateKeyPair();
    Path key =
        Files.writeString(
            folder.resolve("client.key"),
            "umbriel-client 1\ntrust "
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\nsecret AAAA\n");
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
    service =
        new ClassService(
            "http://127.0.0.1:" + server.getAddress().getPort(),
            ClientKey.read(key.toString()),
            "");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String nonce = exchange.getRequestHeaders().getFirst("X-Umbriel-Nonce");
    assertEquals(32, nonce.length());
    assertNotNull(exchange.getRequestHeaders().getFirst("X-Umbriel-Mac"));
    try {
      exchange
          .getResponseHeaders()
          .add("X-Umbriel-Signature", answering.signatureFor(nonce, ClientKey.sha256(body)));
    } catch (GeneralSecurityException impossible) {
      throw new IOException(impossible);
    }
    exchange.sendResponseHeaders(200, ANSWER.length);
    exchange.getResponseBody().write(ANSWER);
    exchange.close();
  }

  private String sign(KeyPair with, String nonce, String digest, byte[] answer)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(with.getPrivate());
    String text =
        String.join("\n", "umbriel-answer-1", nonce, digest, "200", ClientKey.sha256(answer));
    signature.update(text.getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(signature.sign());
  }

  @Test
  void anAnswerToThisQuestionIsBelieved() throws Exception {
    answering = (nonce, digest) -> sign(pair, nonce, digest, ANSWER);
    assertArrayEquals(ANSWER, service.oneClass(new byte[] {9}));
  }

  @Test
  void replayedAndForgedAnswersAreNot() throws Exception {
    KeyPair other = KeyPairGenerator.getInstance("EC").generateKeyPair();
    Answering[] wrong = {
      (nonce, digest) -> sign(pair, "0".repeat(32), digest, ANSWER),
      (nonce, digest) -> sign(pair, nonce, ClientKey.sha256(new byte[0]), ANSWER),
      (nonce, digest) -> sign(pair, nonce, digest, new byte[] {4}),
      (nonce, digest) -> sign(other, nonce, digest, ANSWER),
      (nonce, digest) -> "nonsense",
    };
    for (Answering each : wrong) {
      answering = each;
      IOException refused = assertThrows(IOException.class, () -> service.oneClass(new byte[] {9}));
      assertTrue(refused.getMessage().contains("did not sign"), refused.getMessage());
    }
  }

  @Test
  void withoutAnAnswerAClassIsNotRun() throws Exception {
    server.stop(0);
    Redirection redirection = new Redirection(service, new SystemJars(null), 17);
    try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
      byte[] instead = redirection.transform(loader, "p/Main", null, null, new byte[] {1});
      assertThrows(ClassFormatError.class, () -> new Defining().define(instead));
      assertNull(redirection.transform(null, "p/Main", null, null, new byte[] {1}), "the JDK's");
    }
  }

  private static final class Defining extends ClassLoader {
    void define(byte[] file) {
      defineClass("p.Main", file, 0, file.length);
    }
  }
}
