package org.umbriel.metadata.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.classfile.ClassFile;

final class ClassSourceTest {
  private static final Entry MULTI_RELEASE =
      Entry.of(
          "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes(UTF_8));

  @TempDir Path folder;

  @Test
  void theFirstArchiveOnAClassPathWins() {
    Archive first = Archive.of("first", List.of(Entry.of("a/B.class", new byte[] {1})));
    Archive second =
        Archive.of(
            "second",
            List.of(Entry.of("a/B.class", new byte[] {2}), Entry.of("a/C.class", new byte[] {3})));
    ClassPath path = ClassPath.of(List.of(first, second), 17);

    assertArrayEquals(new byte[] {1}, path.find("a/B").orElseThrow().bytes());
    assertArrayEquals(new byte[] {3}, path.find("a/C").orElseThrow().bytes());
    assertEquals(Optional.empty(), path.find("a/D"));
  }

  @Test
  void aMultiReleaseJarGivesTheVersionOfTheRelease() {
    List<Entry> classes =
        List.of(
            Entry.of("META-INF/versions/21/a/B.class", new byte[] {21}),
            Entry.of("a/B.class", new byte[] {8}),
            Entry.of("META-INF/versions/11/a/B.class", new byte[] {11}),
            Entry.of("META-INF/versions/9/a/New.class", new byte[] {9}));
    Archive versioned =
        Archive.of("v", Stream.concat(Stream.of(MULTI_RELEASE), classes.stream()).toList());

    assertEquals(8, only(ClassPath.of(List.of(versioned), 8).find("a/B")));
    assertEquals(11, only(ClassPath.of(List.of(versioned), 17).find("a/B")));
    assertEquals(21, only(ClassPath.of(List.of(versioned), 25).find("a/B")));
    assertEquals(Optional.empty(), ClassPath.of(List.of(versioned), 8).find("a/New"));
    assertEquals(8, only(ClassPath.of(List.of(Archive.of("plain", classes)), 17).find("a/B")));
  }

  @Test
  void theRunningPlatformGivesTheClassesThatItRuns() throws Exception {
    PlatformClasses platform = PlatformClasses.running();

    for (String name :
        List.of("java/lang/String", "java/sql/Connection", "jdk/internal/misc/Unsafe")) {
      ClassFile found = platform.find(name).orElseThrow();
      assertEquals(name + ".class", found.path());
      try (InputStream resource = Object.class.getResourceAsStream("/" + name + ".class")) {
        assertTrue(
            resource == null || java.util.Arrays.equals(resource.readAllBytes(), found.bytes()));
      }
    }
    assertEquals(Optional.empty(), platform.find("java/lang/NoSuchClass"));
    assertEquals(Optional.empty(), platform.find("no/such/Package"));
    assertEquals(Optional.empty(), platform.find("Unnamed"));
    assertEquals(Runtime.version().feature(), platform.release());
    assertTrue(platform.build().endsWith(System.getProperty("java.vm.version")), platform.build());
    assertTrue(platform.build().startsWith(System.getProperty("java.vendor")), platform.build());
  }

  @Test
  void anotherJdkIsReadFromItsHome() throws Exception {
    Optional<Path> other = otherJdk();
    assumeTrue(other.isPresent(), "no second JDK on this machine");

    PlatformClasses platform = PlatformClasses.of(other.get());

    byte[] object = platform.find("java/lang/Object").orElseThrow().bytes();
    assertEquals(44 + platform.release(), object[7]);
  }

  @Test
  void aFolderThatIsNoJdkIsSaidSo() {
    IOException thrown = assertThrows(IOException.class, () -> PlatformClasses.of(folder));
    assertTrue(thrown.getMessage().contains("not a JDK"), thrown.getMessage());
  }

  private static Optional<Path> otherJdk() throws IOException {
    Path here = Path.of(System.getProperty("java.home")).toRealPath();
    if (here.getParent() == null) {
      return Optional.empty();
    }
    try (Stream<Path> siblings = Files.list(here.getParent())) {
      return siblings
          .filter(
              home ->
                  Files.exists(home.resolve("lib/modules"))
                      && Files.exists(home.resolve("release")))
          .filter(
              home ->
                  !home.toAbsolutePath().normalize().equals(here) && !Files.isSymbolicLink(home))
          .findFirst();
    }
  }

  private static int only(Optional<ClassFile> file) {
    return file.orElseThrow().bytes()[0];
  }
}
