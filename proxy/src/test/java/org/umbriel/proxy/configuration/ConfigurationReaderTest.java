package org.umbriel.proxy.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbriel.proxy.maven.UpstreamAddress;

final class ConfigurationReaderTest {
  private static final String ODD = "{}[]:,&*!|>'\"%@`#-? \n\t\0ax";

  private static final String FULL =
      """
      upstreams: [ { id: central }, { id: office, url: "https://repo.example.com/maven" } ]
      store: ./umbriel-store
      services: [ link ]
      passThrough: [ "com.example.pinned:*" ]
      """;

  @Test
  void readsEveryKey() throws Exception {
    ProxyConfiguration read = read(FULL);

    assertEquals(
        List.of(
            UpstreamAddress.CENTRAL,
            new UpstreamAddress("office", Optional.of("https://repo.example.com/maven"))),
        read.upstreams());
    assertEquals(Path.of("/etc/umbriel/umbriel-store"), read.store());
    assertEquals(List.of("link"), read.services());
    assertEquals(List.of("com.example.pinned:*"), read.passThrough());
  }

  @Test
  void everyKeyIsOptional() throws Exception {
    assertEquals(ProxyConfiguration.DEFAULT, read(""));
    assertEquals(ProxyConfiguration.DEFAULT, read("# nothing\n"));
    assertEquals(List.of("link", "assertions"), read("upstreams: []").services());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'stor: x'                              | line 1, column 1: unknown key stor; known are passThrough, services, store, upstreams",
        "'store: a\nstore: b'                   | line 2, column 1: key store stands here twice",
        "'store: [ a ]'                         | line 1, column 8: expected a single value",
        "'services: [ link, magic ]'            | line 1, column 19: unknown service magic; known are assertions, link",
        "'services: [ assertions ]'             | line 1, column 11: the service link cannot be left out",
        "'upstreams: central'                   | line 1, column 12: expected a list",
        "'upstreams: [ { id: office } ]'        | line 1, column 20: office: its url is missing; only central has one of its own",
        "'upstreams: [ { id: o, url: \"x y\" } ]' | line 1, column 28: x y: not an http, https or file URL",
        "'passThrough: [ nonsense ]'            | line 1, column 16: nonsense: neither group:artifact nor sha256:DIGEST",
        "'- a'                                  | line 1, column 1: expected keys and values: passThrough, services, store, upstreams",
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

  private static ProxyConfiguration read(String yaml) throws ConfigurationException {
    return ConfigurationReader.read("umbriel.yaml", yaml, Path.of("/etc/umbriel"));
  }
}
