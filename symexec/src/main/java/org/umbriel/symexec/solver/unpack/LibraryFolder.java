package org.umbriel.symexec.solver.unpack;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Where a jar's libraries lie unpacked: in the user's cache, under a name made of their sums. */
public final class LibraryFolder {
  /** What the jar's directory says of one library. */
  private record Library(String name, long size, long sum) {}

  private LibraryFolder() {}

  /**
   * The folder, which is made if it is not there; a temporary one if the cache is of no use.
   *
   * @param folder of the jar, with a slash before and behind it
   * @param names of libraries in it
   * @param resources reads a file of the jar
   */
  public static Path of(String folder, List<String> names, Function<String, InputStream> resources)
      throws IOException {
    Optional<List<Library>> libraries = described(folder, names);
    if (libraries.isPresent()) {
      try {
        return cached(folder, libraries.get(), resources);
      } catch (IOException withoutCache) {
        return unpacked(temporary(names), folder, names, resources);
      }
    }
    return unpacked(temporary(names), folder, names, resources);
  }

  private static Path cached(
      String folder, List<Library> libraries, Function<String, InputStream> resources)
      throws IOException {
    long sum = 0;
    List<String> names = new ArrayList<>();
    for (Library library : libraries) {
      sum = 31 * sum + library.sum();
      names.add(library.name());
    }
    Path parent = cache().resolve("native");
    Path place = parent.resolve(Long.toHexString(sum));
    if (!Files.isDirectory(place)) {
      Files.createDirectories(parent);
      Path made = unpacked(Files.createTempDirectory(parent, "new"), folder, names, resources);
      install(made, place, names);
    }
    for (Library library : libraries) {
      if (Files.size(place.resolve(library.name())) != library.size()) {
        throw new IOException(place + ": not what the jar has");
      }
    }
    return place;
  }

  /** Another process may have been faster. */
  private static void install(Path made, Path place, List<String> names) throws IOException {
    try {
      Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      for (String name : names) {
        Files.delete(made.resolve(name));
      }
      Files.delete(made);
      if (!Files.isDirectory(place)) {
        throw e;
      }
    }
  }

  private static Path unpacked(
      Path target, String folder, List<String> names, Function<String, InputStream> resources)
      throws IOException {
    for (String name : names) {
      try (InputStream in = resources.apply(folder + name)) {
        if (in == null) {
          throw new FileNotFoundException(folder + name);
        }
        Files.copy(in, target.resolve(name));
      }
    }
    return target;
  }

  private static Optional<List<Library>> described(String folder, List<String> names)
      throws IOException {
    URL first = LibraryFolder.class.getResource(folder + names.get(0));
    URLConnection connection = first == null ? null : first.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      return Optional.empty();
    }
    jar.setUseCaches(false);
    List<Library> libraries = new ArrayList<>();
    try (JarFile file = jar.getJarFile()) {
      for (String name : names) {
        JarEntry entry = file.getJarEntry(folder.substring(1) + name);
        if (entry == null) {
          return Optional.empty();
        }
        libraries.add(new Library(name, entry.getSize(), entry.getCrc()));
      }
    }
    return Optional.of(libraries);
  }

  /** The user's folder of what can be made again. */
  private static Path cache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "umbriel")
        : Path.of(cache, "umbriel");
  }

  /** A folder that goes with this process. */
  private static Path temporary(List<String> names) throws IOException {
    Path folder = Files.createTempDirectory("umbriel-native");
    folder.toFile().deleteOnExit();
    names.forEach(name -> folder.resolve(name).toFile().deleteOnExit());
    return folder;
  }
}
