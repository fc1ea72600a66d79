package org.umbriel.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.umbriel.agent.Agent;

/** Where the agent's jar is: beside this program's own, or made of its classes. */
final class AgentJar {
  private AgentJar() {}

  static Path locate() throws IOException {
    try {
      Path place = Path.of(Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isDirectory(place) ? pack(place) : place;
    } catch (URISyntaxException odd) {
      throw new IOException(odd);
    }
  }

  /** A JVM takes an agent from a jar only. */
  private static Path pack(Path classes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", Agent.class.getName());
    Path jar = Files.createTempFile("umbriel-agent", ".jar");
    jar.toFile().deleteOnExit();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(classes)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Path file : files) {
        entries.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
      }
    }
    return jar;
  }
}
