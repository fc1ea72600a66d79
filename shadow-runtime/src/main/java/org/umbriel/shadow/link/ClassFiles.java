package org.umbriel.shadow.link;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Where a loader finds class files. It is asked for the first of each package; the system loader
 * not for the others, since from JDK 9 on it looks into every module of the JDK each time: if the
 * first one lay where the class path has it, then no module has the package, and the class path is
 * searched here, in the loader's own order.
 */
final class ClassFiles {
  private static final String VERSIONS = "/META-INF/versions/[0-9]+/";
  private static final String SUFFIX = ".class";

  /** What each rewritten jar has. */
  private static final String BUILD_ID = "META-INF/umbriel/build-id";

  /** The jars and folders that are searched; none for a loader that is always asked. */
  private final List<Place> places;

  /** Whether the class path decides about a package. */
  private final Map<String, Boolean> onClassPath = new ConcurrentHashMap<>();

  private ClassFiles(List<Place> places) {
    this.places = places;
  }

  static ClassFiles of(ClassLoader loader) {
    return new ClassFiles(isOfClassPath(loader) ? classPath("") : new ArrayList<>());
  }

  /** Whether a loader is that of the class path, from JDK 9 on. */
  static boolean isOfClassPath(ClassLoader loader) {
    return loader.getClass().getName().equals("jdk.internal.loader.ClassLoaders$AppClassLoader");
  }

  /**
   * The address of the class file that a loader finds first; nothing if it finds none.
   *
   * @param loader that of {@link #of}, which is not kept, so that it can be unloaded
   */
  Optional<String> find(ClassLoader loader, String internalName) {
    Optional<String> here = search(internalName + SUFFIX);
    if (!here.isPresent()) {
      return ask(loader, internalName);
    }
    String packageName = internalName.substring(0, internalName.lastIndexOf('/') + 1);
    Boolean decided = onClassPath.get(packageName);
    if (decided == null) {
      decided = here.equals(ask(loader, internalName));
      onClassPath.put(packageName, decided);
    }
    return decided ? here : ask(loader, internalName);
  }

  private Optional<String> search(String file) {
    for (Place place : places) {
      if (place.has(file)) {
        return Optional.of(place.root + file);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ask(ClassLoader loader, String internalName) {
    try {
      URL found = loader.getResource(internalName + SUFFIX);
      if (found == null) {
        return Optional.empty();
      }
      String text = found.toExternalForm();
      return Optional.of(text.contains("/META-INF/") ? text.replaceFirst(VERSIONS, "/") : text);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the class path has a jar, and before it nothing with classes of some packages: folders
   * without theirs, and jars that were rewritten and have no indexes of them.
   *
   * @param location of the jar, {@code file:...}
   */
  static boolean isBeforeOthers(String location, Set<String> packages) {
    String root = "jar:" + location + "!/";
    for (Place place : classPath(root)) {
      if (place.root.equals(root)) {
        return true;
      } else if (!place.lacks(packages)) {
        return false;
      }
    }
    return false;
  }

  /**
   * What is searched, in this order.
   *
   * @param last root of the place behind which nothing matters; empty for none
   */
  private static List<Place> classPath(String last) {
    List<Place> places = new ArrayList<>();
    try {
      Set<File> seen = new HashSet<>();
      for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
        add(new File(entry).getCanonicalFile(), seen, places, last);
      }
      return places;
    } catch (IOException | RuntimeException e) {
      return new ArrayList<>();
    }
  }

  /** Adds a jar and those that its manifest names, or a folder (JAR File Specification). */
  private static void add(File file, Set<File> seen, List<Place> places, String last)
      throws IOException {
    boolean complete = !places.isEmpty() && places.get(places.size() - 1).root.equals(last);
    if (complete || !seen.add(file)) {
      return;
    }
    if (file.isDirectory()) {
      places.add(new Place(file, null));
    } else if (file.isFile()) {
      JarFile jar = new JarFile(file, false);
      Place place = new Place(file, jar);
      places.add(place);
      Manifest manifest = place.root.equals(last) ? null : jar.getManifest();
      String more =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (more != null) {
        for (String relative : more.trim().split(" +")) {
          URL url = new URL(file.toURI().toURL(), relative);
          if (url.getProtocol().equals("file")) {
            add(new File(url.getPath()).getCanonicalFile(), seen, places, last);
          }
        }
      }
    }
  }

  /** A jar, which the loader itself keeps open as long as the process lives, or a folder. */
  private static final class Place {
    final String root;
    private final File file;
    private final JarFile jar;

    Place(File file, JarFile jar) throws MalformedURLException {
      String location = file.toURI().toURL().toExternalForm();
      this.root = jar == null ? location : "jar:" + location + "!/";
      this.file = file;
      this.jar = jar;
    }

    /** Whether it is sure to have no class of some packages, whose names have dots. */
    boolean lacks(Set<String> packages) {
      if (jar != null && jar.getEntry(BUILD_ID) == null) {
        return false;
      }
      for (String name : packages) {
        boolean lacks =
            jar == null
                ? !name.equals("default") && !new File(file, name.replace('.', '/')).exists()
                : jar.getEntry(MemberIndex.pathOfPackage(name)) == null;
        if (!lacks) {
          return false;
        }
      }
      return true;
    }

    boolean has(String name) {
      return jar == null ? new File(file, name).isFile() : jar.getEntry(name) != null;
    }
  }
}
