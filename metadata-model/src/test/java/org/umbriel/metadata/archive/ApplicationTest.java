package org.umbriel.metadata.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.classfile.ClassFile;

/** What is an application's own, and what is a library in it. */
final class ApplicationTest {
  private static Archive archive(Entry... entries) {
    return Archive.of("app", List.of(entries));
  }

  private static Entry file(String path) {
    return Entry.of(path, path.getBytes(StandardCharsets.UTF_8));
  }

  private static Entry nested(String path, Entry... entries) {
    return Entry.stored(path, archive(entries).toBytes());
  }

  private static Application open(Entry... entries) {
    return Application.of(archive(entries), Limits.DEFAULT);
  }

  private static List<String> paths(List<Archive> archives) {
    return archives.stream()
        .flatMap(a -> ClassPath.visible(a, 17).stream())
        .map(ClassFile::path)
        .toList();
  }

  @Test
  void aPlainJarIsItsOwn() {
    Application plain = open(file("a/B.class"), file("x.txt"));
    assertEquals(List.of("a/B.class"), paths(plain.own()));
    assertEquals(List.of(), plain.libraries());
  }

  @Test
  void aSpringBootJarKeepsItsClassesAndLibrariesApart() {
    Application boot =
        open(
            file("org/springframework/boot/loader/Launcher.class"),
            file("BOOT-INF/classes/a/B.class"),
            nested("BOOT-INF/lib/l.jar", file("l/L.class")));
    assertEquals(List.of("a/B.class"), paths(boot.own()));
    assertEquals("l/L.class", paths(boot.libraries()).get(0));
    assertEquals("app!/BOOT-INF/lib/l.jar", boot.libraries().get(0).name());
  }

  @Test
  void aWarInAnEarIsOpenedToo() {
    Application ear =
        open(
            file("META-INF/application.xml"),
            nested("beans.jar", file("e/Bean.class")),
            nested(
                "shop.war",
                file("WEB-INF/classes/w/Servlet.class"),
                nested("WEB-INF/lib/l.jar", file("l/L.class"))),
            nested("lib/shared.jar", file("s/S.class")));
    assertEquals(List.of("e/Bean.class", "w/Servlet.class"), paths(ear.own()));
    assertEquals(List.of("l/L.class"), paths(ear.libraries()).subList(0, 1));
  }

  @Test
  void whatIsNoZipFileIsNamed() {
    Application boot = open(file("BOOT-INF/classes/a/B.class"), file("BOOT-INF/lib/broken.jar"));
    assertEquals(1, boot.unreadable().size());
    assertEquals("app!/BOOT-INF/lib/broken.jar", boot.unreadable().get(0).split(": ", 2)[0]);
  }

  @Test
  void archivesInArchivesEndSomewhere() {
    Entry inner = nested("c.war", nested("d.war", file("WEB-INF/classes/a/B.class")));
    Application deep = open(nested("a.war", nested("b.war", inner)));
    assertEquals(List.of("app!/a.war!/b.war!/c.war: nested too deeply"), deep.unreadable());
  }

  @Test
  void ofAVersionedClassTheOneForTheReleaseIsSeen() {
    byte[] manifest =
        "Manifest-Version: 1.0\nMulti-Release: true\n".getBytes(StandardCharsets.UTF_8);
    List<Entry> entries =
        Arrays.asList(
            Entry.of("META-INF/MANIFEST.MF", manifest),
            file("a/B.class"),
            file("a/C.class"),
            file("META-INF/versions/11/a/B.class"),
            file("META-INF/versions/21/a/B.class"),
            file("META-INF/versions/11/module-info.class"));
    Archive multiRelease = Archive.of("m.jar", entries);
    assertEquals(
        List.of("a/C.class", "META-INF/versions/11/a/B.class"),
        ClassPath.visible(multiRelease, 17).stream().map(ClassFile::path).toList());
    Archive plain = Archive.of("p.jar", entries.subList(1, entries.size()));
    assertEquals(
        List.of("a/B.class", "a/C.class"),
        ClassPath.visible(plain, 17).stream().map(ClassFile::path).toList());
  }
}
