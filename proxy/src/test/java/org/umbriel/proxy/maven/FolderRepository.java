package org.umbriel.proxy.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;

/** A Maven repository in a folder, made for a test. */
public final class FolderRepository {
  /** Most poms of real life have one: they cannot be read without the system's properties. */
  private static final String JDK_PROFILE =
      "<profiles><profile><id>p</id><activation><jdk>[1.8,)</jdk></activation></profile></profiles>";

  private final Path root;

  public FolderRepository(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /** The content of the file {@code name} in each jar that {@link #release} makes. */
  public static byte[] content(Coordinate coordinate) {
    return coordinate.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Adds a jar and its pom. */
  public void release(String text, List<String> dependencies) throws IOException {
    Coordinate coordinate = Coordinate.parse(text).orElseThrow();
    Archive jar = Archive.of("x", List.of(Entry.of("name", content(coordinate))));
    write(path(coordinate, ".jar"), jar.toBytes());
    StringBuilder pom = new StringBuilder("<project><modelVersion>4.0.0</modelVersion>");
    pom.append(element(coordinate)).append("<dependencies>");
    dependencies.forEach(d -> pom.append("<dependency>").append(scoped(d)).append("</dependency>"));
    pom.append("</dependencies>").append(JDK_PROFILE).append("</project>\n");
    write(path(coordinate, ".pom"), pom.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Adds any file. */
  public void write(String path, byte[] bytes) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** A settings file that sends every request here. */
  public Path settings(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("settings.xml"),
        "<settings><localRepository>"
            + folder.resolve("local")
            + "</localRepository><mirrors><mirror><id>folder</id><mirrorOf>*</mirrorOf><url>"
            + root.toUri()
            + "</url></mirror></mirrors></settings>");
  }

  private static String path(Coordinate c, String suffix) {
    return c.group().replace('.', '/')
        + String.join(
            "/", "", c.artifact(), c.version(), c.artifact() + "-" + c.version() + suffix);
  }

  /** {@code g:a:v}, or {@code g:a:v scope}, or {@code g:a:v optional}. */
  private static String scoped(String dependency) {
    String[] parts = dependency.split(" ");
    String element = element(Coordinate.parse(parts[0]).orElseThrow());
    if (parts.length == 1) {
      return element;
    }
    return element
        + (parts[1].equals("optional")
            ? "<optional>true</optional>"
            : "<scope>" + parts[1] + "</scope>");
  }

  private static String element(Coordinate c) {
    return String.format(
        "<groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>",
        c.group(), c.artifact(), c.version());
  }
}
