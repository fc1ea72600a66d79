package org.umbriel.metadata.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;

/**
 * Archives one after the other: of two classes with one name the first archive's wins. In
 * multi-release jars the version that the given release would load wins. Immutable; class files are
 * inflated at each call.
 */
public final class ClassPath implements ClassSource {
  private static final String MODULE = "module-info.class";

  private final Map<String, Entry> entries = new HashMap<>();

  private ClassPath(List<Archive> archives, int release) {
    for (Archive archive : archives) {
      index(archive, release).forEach(entries::putIfAbsent);
    }
  }

  /**
   * A class path.
   *
   * @param archives in the order in which classes are looked for
   * @param release the Java feature release whose versioned classes are seen, 17 say
   */
  public static ClassPath of(List<Archive> archives, int release) {
    return new ClassPath(archives, release);
  }

  /**
   * The class files of one archive that a JVM of a release sees, in the archive's order: of a
   * versioned class the newest that is not newer than the release, {@code module-info} aside.
   */
  public static List<ClassFile> visible(Archive archive, int release) {
    Set<Entry> seen = new HashSet<>(index(archive, release).values());
    return archive.entries().stream()
        .filter(entry -> seen.contains(entry) && !entry.path().endsWith(MODULE))
        .map(entry -> new ClassFile(entry.path(), entry.content()))
        .toList();
  }

  @Override
  public Optional<ClassFile> find(String internalName) {
    return Optional.ofNullable(entries.get(internalName))
        .map(entry -> new ClassFile(entry.path(), entry.content()));
  }

  private static Map<String, Entry> index(Archive archive, int release) {
    boolean versioned = isMultiRelease(archive);
    Map<String, Entry> found = new HashMap<>();
    Map<String, Integer> versions = new HashMap<>();
    for (Entry entry : archive.entries()) {
      if (!entry.isClass() || entry.problem().isPresent()) {
        continue;
      }
      ClassLocation location = ClassLocation.of(entry.path());
      int version = location.release();
      if (version > 0 && !versioned) {
        continue;
      }
      if (version <= release && version >= versions.getOrDefault(location.name(), 0)) {
        found.put(location.name(), entry);
        versions.put(location.name(), version);
      }
    }
    return found;
  }

  /** Whether versioned entries count (JAR File Specification, "Multi-release JAR files"). */
  private static boolean isMultiRelease(Archive archive) {
    Optional<Entry> manifest =
        archive.find("META-INF/MANIFEST.MF").filter(entry -> entry.problem().isEmpty());
    if (manifest.isEmpty()) {
      return false;
    }
    try {
      Manifest parsed = new Manifest(new ByteArrayInputStream(manifest.get().content()));
      return "true"
          .equalsIgnoreCase(parsed.getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE));
    } catch (IOException malformed) {
      return false;
    }
  }
}
