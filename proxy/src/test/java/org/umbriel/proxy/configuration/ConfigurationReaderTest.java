package org.umbriel.proxy.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbriel.proxy.maven.UpstreamAddress;
import org.umbriel.rewriter.pipeline.Outcome;
import org.umbriel.rewriter.pipeline.Service;
import org.umbriel.rewriter.pipeline.ServiceProvider;

final class ConfigurationReaderTest {
  private static final String ODD = "{}[]:,&*!|>'\"%@`#-? \n\t\0ax";

  private static final String FULL =
      """
      upstreams: [ { id: central }, { id: office, url: "https://repo.example.com/maven" } ]
      store: ./umbriel-store
      storeMegabytes: 500
      services: [ link, { hello: [ a, b ] } ]
      passThrough: [ "com.example.pinned:*" ]
      signatures: { keep: [ "sha256:%1$s" ], keystore: sign.p12, passwordFile: password }
      tls: { certificate: server.pem, key: server.key, clients: authorities.pem }
      forward: { code: false, connect: [ "*.example.com:443" ] }
      proofs: { minutes: 3, megabytes: 700, precision: low }
      profiles: { modern: { jdk: [ 17, jdks/25 ] }, legacy: { jdk: [ 8 ], services: [ link ], certificates: [ "CN=build 7, O=x" ] } }
      """
          .formatted("ab".repeat(32));

  @Test
  void readsEveryKey() throws Exception {
    ProxyConfiguration read = read(FULL);

    assertEquals(
        List.of(
            UpstreamAddress.CENTRAL,
            new UpstreamAddress("office", Optional.of("https://repo.example.com/maven"))),
        read.upstreams());
    assertEquals(Path.of("/etc/umbriel/umbriel-store"), read.store());
    assertEquals(500L << 20, read.storeBytes());
    List<ServiceUse> services =
        List.of(ServiceUse.LINK, new ServiceUse("hello", List.of("a", "b")));
    assertEquals(
        Map.of(
            "default", new ClientProfile(List.of(), services),
            "modern", new ClientProfile(List.of("17", "/etc/umbriel/jdks/25"), services),
            "legacy",
                new ClientProfile(
                    List.of("8"), List.of(ServiceUse.LINK), List.of("CN=build 7,O=x"))),
        read.profiles());
    assertEquals(List.of("com.example.pinned:*"), read.passThrough());
    Path folder = Path.of("/etc/umbriel");
    assertEquals(
        new SignatureUse(
            List.of("sha256:" + "ab".repeat(32)),
            Optional.of(
                new KeyUse(
                    folder.resolve("sign.p12"), Optional.empty(), folder.resolve("password")))),
        read.signatures());
    assertEquals(
        Optional.of(
            new TlsUse.Pem(folder.resolve("server.pem"), folder.resolve("server.key"))
                .withClients(folder.resolve("authorities.pem"))),
        read.tls());
    assertEquals(new ForwardUse(false, List.of("*.example.com:443")), read.forward());
    assertEquals(new ProofUse(true, 3, 700, "low"), read.proofs());
    assertFalse(read("proofs: { run: false }").proofs().run());
    assertTrue(read.forward().tunnels("repo.example.com", 443));
    assertFalse(read.forward().tunnels("repo.example.com", 22));
    assertFalse(read.forward().tunnels("evilexample.com", 443));
  }

  @Test
  void everyKeyIsOptional() throws Exception {
    assertEquals(ProxyConfiguration.DEFAULT, read(""));
    assertEquals(ProxyConfiguration.DEFAULT, read("# nothing\n"));
    assertTrue(read("upstreams: []").defaultProfile().has(ServiceUse.ASSERTIONS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'stor: x'                              | line 1, column 1: unknown key stor; known are forward, passThrough, profiles, proofs, services, signatures, store, storeMegabytes, tls, upstreams",
        "'store: a\nstore: b'                   | line 2, column 1: key store stands here twice",
        "'store: [ a ]'                         | line 1, column 8: expected a single value",
        "'services: [ link, magic ]'            | line 1, column 19: unknown service magic; known are assertions, hello, link",
        "'services: [ assertions ]'             | line 1, column 11: the service link cannot be left out",
        "'services: [ link, { hello: [ x ] } ]' | line 1, column 19: hello: two words, please",
        "'profiles: { a/b: { } }'               | line 1, column 13: a profile's name is a part of a path: letters, digits, . _ -",
        "'profiles: { a: { jdks: [ 8 ] } }'     | line 1, column 18: unknown key jdks; known are certificates, jdk, services",
        "'profiles: { a: { certificates: [ b ] } }' | line 1, column 34: b: neither sha256:FINGERPRINT nor a subject as CN=build-7,O=Example",
        "'storeMegabytes: much'                 | line 1, column 17: expected a number of megabytes",
        "'upstreams: central'                   | line 1, column 12: expected a list",
        "'upstreams: [ { id: office } ]'        | line 1, column 20: office: its url is missing; only central has one of its own",
        "'upstreams: [ { id: o, url: \"x y\" } ]' | line 1, column 28: x y: not an http, https or file URL",
        "'tls: { key: a }'                      | line 1, column 6: expected certificate and key, or keystore and passwordFile",
        "'signatures: { keep: [ ab ] }'         | line 1, column 23: ab: not the SHA-256 fingerprint of a certificate",
        "'signatures: { keystore: a }'          | line 1, column 13: a key needs a keystore and a passwordFile",
        "'forward: { connect: [ a ] }'          | line 1, column 23: a: not host:port, *.domain:port or *:port",
        "'proofs: { minutes: 0 }'               | line 1, column 20: expected a number of minutes",
        "'proofs: { precision: best }'          | line 1, column 22: best: not a precision: low, normal or high",
        "'proofs: { run: maybe }'               | line 1, column 16: expected true or false",
        "'passThrough: [ nonsense ]'            | line 1, column 16: nonsense: neither group:artifact nor sha256:DIGEST",
        "'- a'                                  | line 1, column 1: expected keys and values: forward, passThrough, profiles, proofs, services, signatures, store, storeMegabytes, tls, upstreams",
        "'store: \"open'                        | line 1, column 13: found unexpected end of stream",
        "'store: *gone'                         | line 1, column 8: found undefined alias gone",
      })
  void whatItDoesNotUnderstandIsAnErrorWithItsPlace(String yaml, String message) {
    ConfigurationException thrown = assertThrows(ConfigurationException.class, () -> read(yaml));
    assertEquals("umbriel.yaml: " + message, thrown.getMessage());
  }

  @Test
  void mutilatedFilesNeverThrowAnythingElse() {
    Random random = new Random(3);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder yaml = new StringBuilder(FULL);
      for (int i = random.nextInt(4); i >= 0; i--) {
        yaml.setCharAt(random.nextInt(yaml.length()), ODD.charAt(random.nextInt(ODD.length())));
      }
      try {
        read(yaml.toString());
      } catch (ConfigurationException expected) {
        assertTrue(expected.getMessage().startsWith("umbriel.yaml: "), expected.getMessage());
      }
    }
  }

  /** Wants two arguments. */
  private static final class Hello implements ServiceProvider {
    @Override
    public String name() {
      return "hello";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Service create(List<String> arguments) {
      if (arguments.size() != 2) {
        throw new IllegalArgumentException("two words, please");
      }
      return (unit, context) -> Outcome.UNCHANGED;
    }
  }

  private static ProxyConfiguration read(String yaml) throws ConfigurationException {
    return ConfigurationReader.read(
        "umbriel.yaml", yaml, Path.of("/etc/umbriel"), Map.of("hello", new Hello()));
  }
}
