package org.umbriel.proxy.maven;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Limits;

final class ArtifactResolverTest {
  @TempDir Path folder;
  private FolderRepository repository;

  @BeforeEach
  void fill() throws Exception {
    repository = new FolderRepository(folder.resolve("repository"));
    repository.release(
        "org.app:app:1.0",
        List.of("org.lib:lib:1.0", "org.test:t:1.0 test", "org.opt:o:1.0 optional"));
    repository.release(
        "org.lib:lib:1.0",
        List.of("org.deep:deep:2.0", "org.p:p:1.0 provided", "org.r:r:1.0 runtime"));
    repository.release("org.deep:deep:2.0", List.of());
    repository.release("org.r:r:1.0", List.of());
    repository.release("org.part:part:1.0", List.of("org.gone:gone:9", "org.deep:deep:2.0"));
  }

  @Test
  void findsTheArtifactAndItsRuntimeClassPath() throws Exception {
    ResolvedArtifact app = resolve("org.app:app:1.0");

    Archive jar = Archive.read("app", Files.readAllBytes(app.file()), Limits.DEFAULT);
    assertArrayEquals(
        FolderRepository.content(coordinate("org.app:app:1.0")),
        jar.find("name").orElseThrow().content());
    assertEquals(List.of("lib-1.0.jar", "deep-2.0.jar", "r-1.0.jar"), names(app.dependencies()));
    assertEquals(List.of(), app.unresolved());
    assertTrue(app.file().startsWith(folder.resolve("local")), "in the local repository");
  }

  @Test
  void testsNeedEveryScope() throws Exception {
    repository.release("org.test:t:1.0", List.of("org.deep:deep:2.0"));
    repository.release("org.opt:o:1.0", List.of());

    MavenSettings settings =
        MavenSettings.read(repository.settings(folder), Optional.empty(), folder);
    ResolvedArtifact app;
    try (ArtifactResolver resolver = ArtifactResolver.of(settings)) {
      app = resolver.resolveForTests(coordinate("org.app:app:1.0"));
    }

    assertEquals(
        List.of("lib-1.0.jar", "deep-2.0.jar", "r-1.0.jar", "t-1.0.jar", "o-1.0.jar"),
        names(app.dependencies()));
    assertEquals(List.of(), app.unresolved());
  }

  @Test
  void needsNoRepositoryForWhatIsCached() throws Exception {
    resolve("org.app:app:1.0");
    Files.move(repository.root(), folder.resolve("away"));

    assertEquals(3, resolve("org.app:app:1.0").dependencies().size());
  }

  @Test
  void aMissingDependencyIsReportedAndTheOthersAreThere() throws Exception {
    ResolvedArtifact part = resolve("org.part:part:1.0");

    assertEquals(List.of("deep-2.0.jar"), names(part.dependencies()));
    assertEquals(List.of("org.gone:gone:jar:9: not found"), part.unresolved());
  }

  @Test
  void anUnknownCoordinateIsOneClearLine() {
    MavenException thrown = assertThrows(MavenException.class, () -> resolve("org.app:app:7.7"));

    String expected =
        "org.app:app:7.7: no such artifact in folder (" + repository.root().toUri() + ")";
    assertEquals(expected.replace("///", "/"), thrown.getMessage().replace("///", "/"));
  }

  @Test
  void brokenSettingsAreOneClearLine() throws Exception {
    Path broken =
        Files.writeString(folder.resolve("broken.xml"), "<settings>\n<mirrors>\n</settings>");

    MavenException thrown =
        assertThrows(
            MavenException.class, () -> MavenSettings.read(broken, Optional.empty(), folder));

    assertTrue(thrown.getMessage().contains("broken.xml: line 3: "), thrown.getMessage());
    assertEquals(1, thrown.getMessage().lines().count());
  }

  @Test
  void repositoriesOfActiveProfilesComeBeforeCentral() throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("profiles.xml"),
            """
            <settings>
              <profiles>
                <profile><id>listed</id><repositories><repository><id>one</id><url>http://one/</url></repository></repositories></profile>
                <profile><id>jdk</id><activation><jdk>[1.8,)</jdk></activation>
                  <repositories><repository><id>two</id><url>http://two/</url></repository></repositories></profile>
                <profile><id>never</id><repositories><repository><id>three</id><url>http://three/</url></repository></repositories></profile>
              </profiles>
              <activeProfiles><activeProfile>listed</activeProfile></activeProfiles>
            </settings>
            """);
    try (MavenSystem maven =
        new MavenSystem(MavenSettings.read(settings, Optional.empty(), folder))) {
      assertEquals(
          List.of("one", "two", "central"),
          maven.repositories().stream().map(r -> r.getId()).toList());
    }
  }

  @Test
  void coordinatesInAllTheirForms() {
    assertEquals(new Coordinate("g", "a", "jar", "", "1"), coordinate("g:a:1"));
    assertEquals(new Coordinate("g", "a", "war", "", "1"), coordinate("g:a:war:1"));
    assertEquals(new Coordinate("g", "a", "jar", "tests", "1"), coordinate("g:a:jar:tests:1"));
    for (String text : List.of("g:a:1", "g:a:war:1", "g:a:jar:tests:1")) {
      assertEquals(text, coordinate(text).toString());
    }
    assertEquals(Optional.empty(), Coordinate.parse("app.jar"));
    assertEquals(Optional.empty(), Coordinate.parse("C:\\app.jar"));
    assertEquals(Optional.empty(), Coordinate.parse("g:a"));
    assertEquals(Optional.empty(), Coordinate.parse("g:../../a:1"));
  }

  private ResolvedArtifact resolve(String coordinate) throws Exception {
    MavenSettings settings =
        MavenSettings.read(repository.settings(folder), Optional.empty(), folder);
    try (ArtifactResolver resolver = ArtifactResolver.of(settings)) {
      return resolver.resolve(coordinate(coordinate));
    }
  }

  private static Coordinate coordinate(String text) {
    return Coordinate.parse(text).orElseThrow();
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }
}
