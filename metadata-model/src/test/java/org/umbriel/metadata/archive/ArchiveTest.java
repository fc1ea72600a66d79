package org.umbriel.metadata.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbriel.metadata.archive.EntryProblem.Kind;

final class ArchiveTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheJdkWrote() throws Exception {
    Archive archive = read(jdkZip("a.txt", "first", "b/", "", "b/c.txt", "second"));

    assertEquals(List.of("a.txt", "b/", "b/c.txt"), paths(archive));
    assertEquals("second", archive.find("b/c.txt").orElseThrow().text());
    assertTrue(archive.find("b/").orElseThrow().isDirectory());
    assertEquals(List.of(), archive.problems());
  }

  @ParameterizedTest
  @MethodSource("realJars")
  void agreesWithTheJdkOnRealJarsAndWritesThemBack(Path jar) throws Exception {
    byte[] bytes = Files.readAllBytes(jar);
    Archive archive = Archive.read(jar.toString(), bytes, Limits.DEFAULT);
    byte[] written = archive.toBytes();
    Path copy = Files.write(folder.resolve("copy.jar"), written);

    try (ZipFile original = new ZipFile(jar.toFile());
        JarFile reread = new JarFile(copy.toFile(), true)) {
      assertEquals(original.stream().map(ZipEntry::getName).toList(), paths(archive));
      List<? extends ZipEntry> entries = original.stream().toList();
      List<? extends ZipEntry> rewritten = reread.stream().toList();
      assertEquals(entries.size(), rewritten.size());
      for (int i = 0; i < entries.size(); i++) {
        ZipEntry entry = entries.get(i);
        ZipEntry again = rewritten.get(i);
        byte[] expected = original.getInputStream(entry).readAllBytes();
        assertArrayEquals(expected, archive.find(entry.getName()).orElseThrow().content());
        assertArrayEquals(expected, reread.getInputStream(again).readAllBytes());
        assertEquals(entry.getTime(), again.getTime());
        assertEquals(entry.getMethod(), again.getMethod());
        assertEquals(entry.getCompressedSize(), again.getCompressedSize());
        assertEquals(entry.getComment(), again.getComment());
        assertArrayEquals(entry.getExtra(), again.getExtra());
      }
    }
    assertArrayEquals(written, read(written).toBytes(), "writing is idempotent");
  }

  static List<Path> realJars() {
    return Stream.of(
            System.getProperty("java.class.path").split(System.getProperty("path.separator")))
        .filter(path -> path.endsWith(".jar"))
        .map(Path::of)
        .toList();
  }

  @Test
  void anUnchangedEntryKeepsItsCompressedBytes() throws Exception {
    byte[] level1 = compressZip(1, "x".repeat(10_000) + "yz".repeat(5_000));
    Archive archive = read(level1);
    Archive more =
        archive.withEntries(
            Stream.concat(archive.entries().stream(), Stream.of(Entry.of("new", new byte[] {7})))
                .toList());

    Archive reread = read(more.toBytes());

    assertEquals(compressedSize(level1, "text"), compressedSize(reread.toBytes(), "text"));
    assertArrayEquals(new byte[] {7}, reread.find("new").orElseThrow().content());
  }

  @Test
  void aChangedEntryStaysStoredIfItWas() throws Exception {
    Archive archive =
        Archive.of(
            "x", List.of(Entry.stored("inner.jar", new byte[100]), Entry.of("c", new byte[100])));
    Archive changed = read(archive.toBytes()).map(entry -> entry.withContent(new byte[200]));

    Archive reread = read(changed.toBytes());

    assertTrue(reread.find("inner.jar").orElseThrow().isStored());
    assertFalse(reread.find("c").orElseThrow().isStored());
    assertEquals(200, reread.find("c").orElseThrow().content().length);
  }

  @Test
  void writesTheSameBytesInEveryTimeZone() throws Exception {
    byte[] zip = jdkZip("a.txt", "first", "b.txt", "second");
    byte[] here = read(zip).toBytes();
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      assertArrayEquals(here, read(zip).toBytes());
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void keepsAStartScriptInFront() throws Exception {
    byte[] zip = jdkZip("a.txt", "first");
    byte[] script = "#!/bin/sh\nexec java -jar $0\n".getBytes(UTF_8);
    byte[] both = concat(script, zip);

    Archive archive = read(both);
    byte[] written = archive.toBytes();

    assertEquals("first", archive.find("a.txt").orElseThrow().text());
    assertArrayEquals(script, Arrays.copyOf(written, script.length));
    assertEquals("first", read(written).find("a.txt").orElseThrow().text());
    assertArrayEquals(written, read(written).toBytes());
  }

  @Test
  void seesTheDuplicateThatClassLoadersSee() throws Exception {
    byte[] zip =
        Archive.of("x", List.of(Entry.of("a", new byte[] {1}), Entry.of("a", new byte[] {2})))
            .toBytes();
    Path file = Files.write(folder.resolve("duplicate.jar"), zip);

    try (ZipFile jdk = new ZipFile(file.toFile())) {
      byte[] expected = jdk.getInputStream(jdk.getEntry("a")).readAllBytes();
      assertArrayEquals(expected, read(zip).find("a").orElseThrow().content());
    }
    assertEquals(2, read(zip).entries().size());
  }

  @Test
  void moreEntriesThanSixteenBitsCount() throws Exception {
    List<Entry> many =
        Stream.iterate(0, i -> i + 1)
            .limit(70_000)
            .map(i -> Entry.stored("f" + i, new byte[0]))
            .toList();
    byte[] zip = Archive.of("many", many).toBytes();
    Path file = Files.write(folder.resolve("many.jar"), zip);

    try (ZipFile jdk = new ZipFile(file.toFile())) {
      assertEquals(70_000, jdk.size());
    }
    assertEquals(70_000, read(zip).entries().size());
  }

  @Test
  void readsZip64SizesOfStreamingWriters() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      zip.setUseZip64(org.apache.commons.compress.archivers.zip.Zip64Mode.Always);
      zip.putArchiveEntry(new ZipArchiveEntry("wide"));
      zip.write("content".getBytes(UTF_8));
      zip.closeArchiveEntry();
    }
    Archive archive = read(out.toByteArray());

    assertEquals("content", archive.find("wide").orElseThrow().text());
    assertEquals("content", read(archive.toBytes()).find("wide").orElseThrow().text());
  }

  @Test
  void anEntryOverTheLimitIsNamedAndCopied() throws Exception {
    byte[] bomb = new byte[1 << 20];
    byte[] zip =
        Archive.of("x", List.of(Entry.of("bomb", bomb), Entry.of("fine", new byte[10]))).toBytes();

    Archive archive = Archive.read("x.jar", zip, new Limits(1000, 2000));

    assertEquals(
        "bomb: 1048576 bytes, over the limit of 1000", archive.problems().get(0).toString());
    assertEquals(Kind.TOO_LARGE, archive.problems().get(0).kind());
    assertEquals(10, archive.find("fine").orElseThrow().content().length);
    assertThrows(IllegalStateException.class, () -> archive.find("bomb").orElseThrow().content());
    assertArrayEquals(bomb, read(archive.toBytes()).find("bomb").orElseThrow().content());
  }

  @Test
  void theSumOfEntriesIsLimitedToo() throws Exception {
    byte[] zip =
        Archive.of(
                "x",
                List.of(
                    Entry.of("a", new byte[600]),
                    Entry.of("b", new byte[600]),
                    Entry.of("c", new byte[300])))
            .toBytes();

    List<EntryProblem> problems = Archive.read("x.jar", zip, new Limits(1000, 1000)).problems();

    assertEquals(List.of("b"), problems.stream().map(EntryProblem::path).toList());
  }

  @Test
  void aLyingSizeIsCorruptAndCostsNoMemory() throws Exception {
    byte[] zip =
        Archive.of("x", List.of(Entry.of("a", new byte[600]), Entry.of("b", new byte[6])))
            .toBytes();
    byte[] lying = zip.clone();
    int central = indexOf(lying, new byte[] {'P', 'K', 1, 2});
    lying[central + 27] = 3;

    Archive archive = read(lying);

    assertEquals(Kind.CORRUPT, archive.problems().get(0).kind());
    assertEquals(6, archive.find("b").orElseThrow().content().length);
  }

  @Test
  void entriesThatShareTheirDataAreNotMultiplied() throws Exception {
    byte[] zip =
        Archive.of("x", List.of(Entry.of("a", new byte[600]), Entry.of("b", new byte[600])))
            .toBytes();
    int first = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    byte[] shared = zip.clone();
    int second = first + 46 + 1;
    System.arraycopy(zip, first + 42, shared, second + 42, 4);

    assertEquals(1, read(shared).problems().size());
  }

  @Test
  void aTruncatedZipIsOneClearLine() throws Exception {
    byte[] zip = jdkZip("a.txt", "first");
    MalformedArchiveException thrown =
        assertThrows(
            MalformedArchiveException.class, () -> read(Arrays.copyOf(zip, zip.length - 50)));

    assertEquals(
        "test.jar: byte "
            + (zip.length - 50)
            + ": truncated zip file: it ends without a central directory",
        thrown.getMessage());
    assertThrows(MalformedArchiveException.class, () -> read(new byte[0]));
    assertThrows(MalformedArchiveException.class, () -> read("<html>404</html>".getBytes(UTF_8)));
  }

  /**
   * Whatever is done to a jar, reading it ends with an archive or with the one checked exception.
   */
  @Test
  void brokenJarsNeverThrowAnythingElse() throws Exception {
    byte[] zip = compressZip(6, "some text, some more text, some text again");
    byte[] valid =
        concat(
            jdkZip("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n", "a/b.class", "code"),
            new byte[0]);
    Random random = new Random(8);
    int readable = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] mutant = (round % 2 == 0 ? zip : valid).clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(10) == 0) {
        mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
      }
      try {
        Archive archive = read(mutant);
        archive.entries().stream().filter(e -> e.problem().isEmpty()).forEach(Entry::content);
        assertEquals(survivors(archive), survivors(read(archive.toBytes())));
        readable++;
      } catch (MalformedArchiveException expected) {
        assertFalse(expected.reason().isEmpty());
      }
    }
    assertTrue(readable > 1000, "most mutants still have a directory: " + readable);
  }

  private static List<String> survivors(Archive archive) {
    return archive.entries().stream()
        .filter(entry -> entry.problem().isEmpty())
        .map(entry -> entry.path() + Arrays.hashCode(entry.content()))
        .toList();
  }

  private static Archive read(byte[] zip) throws MalformedArchiveException {
    return Archive.read("test.jar", zip, Limits.DEFAULT);
  }

  private static List<String> paths(Archive archive) {
    return archive.entries().stream().map(Entry::path).toList();
  }

  private static byte[] jdkZip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment("made for a test");
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
      }
    }
    return out.toByteArray();
  }

  private static byte[] compressZip(int level, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      zip.setLevel(level);
      zip.putArchiveEntry(new ZipArchiveEntry("text"));
      zip.write(text.getBytes(UTF_8));
      zip.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private static long compressedSize(byte[] zip, String path) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        in.readAllBytes();
        if (entry.getName().equals(path)) {
          return entry.getCompressedSize();
        }
      }
      throw new AssertionError("no entry " + path);
    }
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = 0; ; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
