package org.umbriel.rewriter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.rewriter.sign.JarKey;
import org.umbriel.rewriter.sign.SignatureRules;
import org.umbriel.rewriter.sign.SigningException;
import org.umbriel.rewriter.sign.UpstreamSignature;

/** Signatures that come in, and those that go out. */
class SignedJarTest {
  private static final char[] PASSWORD = "secret-of-a-test".toCharArray();

  @TempDir private static Path keys;
  @TempDir private Path folder;
  private static Path vendor;
  private static Path organisation;
  private Jars jars;
  private Archive signed;

  @BeforeAll
  static void generate() throws Exception {
    vendor = keytool("vendor", "RSA");
    organisation = keytool("organisation", "EC");
  }

  private static Path keytool(String name, String algorithm) throws Exception {
    Path store = keys.resolve(name + ".p12");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return store;
  }

  private static JarKey key(Path store) throws Exception {
    try (InputStream in = Files.newInputStream(store)) {
      return JarKey.read(in, Optional.empty(), PASSWORD);
    }
  }

  @BeforeEach
  void sign() throws Exception {
    jars = new Jars(folder);
    Path library =
        jars.compile(
            "library.jar",
            List.of(),
            "package q; public class Library { public static String name() { return \"q\"; } }");
    Path program =
        jars.compile(
            "program.jar",
            List.of(library),
            "package p; public class Main { public static void main(String[] a) {"
                + " System.out.println(q.Library.name()); } }");
    signed = key(vendor).sign(Jars.open(program));
  }

  private Archive rewritten(RewriteOptions options) throws Exception {
    return Archive.read("out.jar", Rewriter.rewrite(signed, options).bytes(), Limits.DEFAULT);
  }

  @Test
  void aSignatureThatHoldsIsRecordedAndDropped() throws Exception {
    RewriteReport report = Rewriter.rewrite(signed, Jars.options()).report();
    UpstreamSignature signature = report.signature().orElseThrow();
    assertEquals("CN=vendor", signature.signers().get(0).subject());
    assertEquals(0, signature.uncovered());

    Archive out = rewritten(Jars.options());
    assertTrue(out.find("META-INF/UMBRIEL.SF").isEmpty());
    String manifest = out.find("META-INF/MANIFEST.MF").orElseThrow().text();
    assertTrue(!manifest.contains("Digest"), manifest);
    assertEquals("q\n", run(out));
  }

  private String run(Archive program) throws IOException {
    Path jar = jars.write("out.jar", program.toBytes());
    String home = System.getProperty("java.home");
    return Jars.fork(
        Path.of(home), List.of("-cp", jar + ":" + folder.resolve("library.jar")), "p.Main");
  }

  @Test
  void aSignatureThatDoesNotHoldIsRefused() throws Exception {
    Archive tampered =
        signed.map(e -> e.path().equals("p/Main.class") ? e.withContent(changed(e.content())) : e);
    SigningException refused =
        assertThrows(SigningException.class, () -> Rewriter.rewrite(tampered, Jars.options()));
    assertTrue(refused.getMessage().contains("p/Main.class"), refused.getMessage());
  }

  private static byte[] changed(byte[] content) {
    byte[] copy = content.clone();
    copy[copy.length - 1] ^= 1;
    return copy;
  }

  @Test
  void classesThatNobodySignedAreCounted() throws Exception {
    List<Entry> entries = new ArrayList<>(signed.entries());
    entries.add(Entry.of("p/Added.class", signed.find("p/Main.class").orElseThrow().content()));
    RewriteReport report = Rewriter.rewrite(signed.withEntries(entries), Jars.options()).report();
    assertEquals(1, report.signature().orElseThrow().uncovered());
  }

  @Test
  void whatAnAllowedSignerSignedStaysAsItIs() throws Exception {
    String fingerprint =
        Rewriter.rewrite(signed, Jars.options())
            .report()
            .signature()
            .orElseThrow()
            .signers()
            .get(0)
            .fingerprint();
    RewriteOptions keeping =
        Jars.options()
            .withSignatures(SignatureRules.of(List.of("sha256:" + fingerprint), Optional.empty()));
    assertThrows(SignedArchiveException.class, () -> Rewriter.rewrite(signed, keeping));

    byte[] inner = signed.toBytes();
    Archive war = Archive.of("a.war", List.of(Entry.of("WEB-INF/lib/p.jar", inner)));
    RewriteResult result = Rewriter.rewrite(war, keeping);
    assertArrayEquals(
        inner,
        Archive.read("a.war", result.bytes(), Limits.DEFAULT)
            .find("WEB-INF/lib/p.jar")
            .orElseThrow()
            .content());
    assertEquals(List.of(), result.report().unreadable());
    assertEquals(1, result.report().remarks().size());
  }

  @Test
  void theOrganisationsSignatureHoldsForEveryEntry() throws Exception {
    RewriteOptions signing =
        Jars.options()
            .withSignatures(new SignatureRules(java.util.Set.of(), Optional.of(key(organisation))));
    Archive out = rewritten(signing);
    assertEquals("META-INF/MANIFEST.MF", out.entries().get(0).path());
    Path jar = jars.write("signed-out.jar", out.toBytes());
    try (JarFile file = new JarFile(jar.toFile(), true)) {
      for (JarEntry entry : Collections.list(file.entries())) {
        try (InputStream in = file.getInputStream(entry)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
        boolean ofTheSignature =
            entry.getName().matches("META-INF/(MANIFEST.MF|UMBRIEL\\.(SF|EC))");
        if (!ofTheSignature) {
          assertNotNull(entry.getCodeSigners(), entry.getName());
          assertEquals(
              "CN=organisation",
              ((java.security.cert.X509Certificate) entry.getCertificates()[0])
                  .getSubjectX500Principal()
                  .getName());
        }
      }
    }
    assertEquals("q\n", run(out));
  }

  @Test
  void aWrongPasswordIsAnError() {
    assertThrows(
        IOException.class,
        () -> {
          try (InputStream in = Files.newInputStream(vendor)) {
            JarKey.read(in, Optional.empty(), "wrong".toCharArray());
          }
        });
  }
}
