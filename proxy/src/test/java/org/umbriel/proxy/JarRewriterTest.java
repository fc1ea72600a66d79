package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.maven.ArtifactRewriter.Changed;
import org.umbriel.proxy.maven.ArtifactRewriter.RewritingException;
import org.umbriel.proxy.maven.ArtifactRewriter.Unchanged;
import org.umbriel.rewriter.RewriteOptions;
import org.umbriel.rewriter.Rewriter;
import org.umbriel.rewriter.sign.JarKey;

final class JarRewriterTest {
  @TempDir Path folder;
  private final Set<String> asked = new ConcurrentSkipListSet<>();

  @Test
  void isWhatRewriteDoesAndFindsTheDescription() throws Exception {
    byte[] jar =
        Archive.of("x", List.of(Entry.of(path(), bytesOf(JarRewriterTest.class)))).toBytes();
    JarRewriter rewriter = rewriter();

    Changed changed = (Changed) rewriter.plan(Key.digest(jar)).rewrite("org/a/a/1/a-1.jar", jar);

    Archive rewritten = Archive.read("a", changed.jar(), Limits.DEFAULT);
    assertEquals(
        new TreeSet<>(List.of(Key.digest(jar))),
        asked,
        "verdicts are looked up by the file's digest");
    assertArrayEquals(
        changed.jar(),
        ((Changed) rewriter.plan(Key.digest(jar)).rewrite("org/a/a/1/a-1.jar", jar)).jar());
    assertFalse(
        java.util.Arrays.equals(
            bytesOf(JarRewriterTest.class), rewritten.find(path()).orElseThrow().content()));
    assertEquals(changed.buildId(), rewritten.find(Rewriter.BUILD_ID).orElseThrow().text());
    byte[] whole =
        Rewriter.rewrite(
                Archive.read("a-1.jar", jar, Limits.DEFAULT),
                RewriteOptions.linkChecks(List.of(PlatformClasses.running())))
            .bytes();
    assertArrayEquals(
        Archive.read("a", whole, Limits.DEFAULT)
            .find("META-INF/umbriel/" + changed.buildId() + ".debug")
            .orElseThrow()
            .content(),
        rewriter.plan(Key.digest(jar)).describe("org/a/a/1/a-1.jar", jar));
  }

  @Test
  void jarsWithoutClassesStayAsTheyAre() throws Exception {
    byte[] jar = Archive.of("x", List.of(Entry.of("text", "text".getBytes(UTF_8)))).toBytes();
    assertEquals(new Unchanged(""), rewriter().plan("").rewrite("a.jar", jar));
    assertThrows(
        RewritingException.class, () -> rewriter().plan("").rewrite("a.jar", new byte[10]));
  }

  @Test
  void whoSignedAJarIsRecordedUnlessTheSignatureIsBroken() throws Exception {
    Archive plain = Archive.of("x", List.of(Entry.of(path(), bytesOf(JarRewriterTest.class))));
    Archive signed;
    try (InputStream in = Files.newInputStream(TestProxies.keystore(folder, "secret-of-a-test"))) {
      signed = JarKey.read(in, Optional.empty(), "secret-of-a-test".toCharArray()).sign(plain);
    }
    Changed changed = (Changed) rewriter().plan("").rewrite("a.jar", signed.toBytes());
    assertTrue(changed.signedBy().startsWith("CN=127.0.0.1 sha256:"), changed.signedBy());

    byte[] other = bytesOf(JarRewriter.class);
    byte[] broken = signed.map(e -> e.path().equals(path()) ? e.withContent(other) : e).toBytes();
    assertThrows(RewritingException.class, () -> rewriter().plan("").rewrite("a.jar", broken));
  }

  @Test
  void verdictsAreAPartOfThePipeline() throws Exception {
    RewriteOptions options = RewriteOptions.linkChecks(List.of(PlatformClasses.running()));
    JarRewriter rewriter = new JarRewriter(List.of(), digest -> new JarPlan(options, digest));
    assertEquals(rewriter.plan("a").pipeline(), rewriter.plan("a").pipeline());
    assertNotEquals(rewriter.plan("a").pipeline(), rewriter.plan("b").pipeline());
  }

  private JarRewriter rewriter() throws IOException {
    RewriteOptions options = RewriteOptions.linkChecks(List.of(PlatformClasses.running()));
    return new JarRewriter(
        List.of("link"),
        digest -> {
          asked.add(digest);
          return new JarPlan(options, "");
        });
  }

  private static String path() {
    return JarRewriterTest.class.getName().replace('.', '/') + ".class";
  }

  private static byte[] bytesOf(Class<?> type) throws IOException {
    try (InputStream in =
        type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }
}
