package org.umbriel.metadata.verify;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.metadata.verify.format.JvmRules;
import org.umbriel.metadata.verify.type.Hierarchy;

/** Whatever the bytes are, there is an answer, soon, and no exception. */
class VerifierFuzzTest {
  private static final int MUTANTS = 1000;
  private static final int[] VERSIONS = {45, 48, 49, 50, 51, 61, 69};

  @ParameterizedTest
  @ValueSource(
      classes = {
        VerifierFuzzTest.class,
        Verifier.class,
        java.util.concurrent.ConcurrentHashMap.class,
        java.lang.invoke.MethodType.class,
        java.util.regex.Pattern.class
      })
  void answersAlways(Class<?> type) throws IOException {
    byte[] original = bytes("/" + type.getName().replace('.', '/') + ".class");
    ClassSource source = name -> Optional.of(new ClassFile(name, new byte[] {1, 2, 3}));
    Verifier verifier = new Verifier(new Hierarchy(source), JvmRules.NEWEST);
    Random random = new Random(type.getName().hashCode());
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = original.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
              mutant[10 + random.nextInt(mutant.length - 10)] = (byte) random.nextInt(256);
            }
            mutant[7] = (byte) VERSIONS[random.nextInt(VERSIONS.length)];
            assertNotNull(verifier.verify(new ClassFile("", mutant)).toString());
          }
        });
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = VerifierFuzzTest.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    }
  }
}
