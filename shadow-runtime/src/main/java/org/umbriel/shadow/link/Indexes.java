package org.umbriel.shadow.link;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the index of a class: through the class's own loader, and only in the class's own code
 * source, so that no jar speaks for another.
 */
public final class Indexes {
  private static final Map<ClassLoader, Map<String, Optional<MemberIndex>>> KNOWN =
      new WeakHashMap<>();

  private Indexes() {}

  /** The index that describes a class, if the jar that it came from has one. */
  static Optional<MemberIndex> of(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    String location = location(type);
    if (loader == null || location.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Optional<MemberIndex>> known = knownTo(loader);
    String path = MemberIndex.path(type.getName().replace('.', '/'));
    String key = location + "!" + path;
    Optional<MemberIndex> index = known.get(key);
    if (index == null) {
      index = read(loader, location, path);
      known.put(key, index);
    }
    return index;
  }

  private static Map<String, Optional<MemberIndex>> knownTo(ClassLoader loader) {
    synchronized (KNOWN) {
      Map<String, Optional<MemberIndex>> known = KNOWN.get(loader);
      if (known == null) {
        known = new ConcurrentHashMap<>();
        KNOWN.put(loader, known);
      }
      return known;
    }
  }

  /** Where a class was loaded from; empty for the JDK's own and where it may not be asked. */
  public static String location(Class<?> type) {
    try {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      return source == null || source.getLocation() == null
          ? ""
          : source.getLocation().toExternalForm();
    } catch (SecurityException e) {
      return "";
    }
  }

  /** Whether the index of a class says that its file had this digest. */
  public static boolean hasDigest(Class<?> type, String digest) {
    Optional<MemberIndex> index = of(type);
    return index.isPresent() && index.get().hasDigest(type.getName().replace('.', '/'), digest);
  }

  /**
   * The index of the jar or folder that a class file lies in.
   *
   * @param resource where {@link ClassFiles#find} found the class file
   */
  static Optional<MemberIndex> beside(ClassLoader loader, String resource, String internalName) {
    String root = resource.substring(0, resource.length() - (internalName + ".class").length());
    String address = root + MemberIndex.path(internalName);
    Map<String, Optional<MemberIndex>> known = knownTo(loader);
    Optional<MemberIndex> index = known.get(address);
    if (index == null) {
      index = readIfThere(address);
      known.put(address, index);
    }
    return index;
  }

  private static Optional<MemberIndex> readIfThere(String address) {
    try {
      return Optional.of(read(address));
    } catch (IOException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static Optional<MemberIndex> read(ClassLoader loader, String location, String path) {
    try {
      Enumeration<URL> resources = loader.getResources(path);
      while (resources.hasMoreElements()) {
        String resource = resources.nextElement().toExternalForm();
        if (isWithin(resource, location, path)) {
          return Optional.of(read(resource));
        }
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      // a loader that finds or reads nothing: as if the jar had no index
    }
    return Optional.empty();
  }

  /** Whether a resource lies in a code source, under the given path. */
  static boolean isWithin(String resource, String location, String path) {
    return resource.equals("jar:" + location + "!/" + path)
        || resource.equals(location + path)
        || resource.equals(location + "/" + path)
        || resource.equals(location + "!/" + path);
  }

  private static MemberIndex read(String address) throws IOException {
    return MemberIndex.read(new ByteArrayInputStream(Resources.read(address)));
  }
}
