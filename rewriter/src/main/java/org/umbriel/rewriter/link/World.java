package org.umbriel.rewriter.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.shadow.link.MemberIndex;

/**
 * The classes that the references of one artifact can meet: its own, in all their versions; those
 * of each named platform; those that it was built against.
 */
public final class World {
  private final String artifact;
  private final Map<String, List<ClassView>> own = new HashMap<>();
  private final Map<String, Long> digests = new HashMap<>();
  private final List<Platform> platforms;
  private final List<Library> classpath;

  /**
   * A library that the artifact was built against.
   *
   * @param name a file name, for messages
   */
  public record Library(String name, ClassSource classes) {}

  /**
   * A world.
   *
   * @param artifact the artifact's file name, for messages
   * @param platforms at least one; a fact about the JDK counts if it holds in each
   */
  public World(
      String artifact, List<ClassUnit> units, List<Library> platforms, List<Library> classpath) {
    this.artifact = artifact;
    units.forEach(u -> own.merge(u.name(), List.of(ClassView.of(u)), World::both));
    PackageIndexes.digests(units).forEach(digests::put);
    this.platforms = platforms.stream().map(Platform::new).toList();
    this.classpath = List.copyOf(classpath);
  }

  private static List<ClassView> both(List<ClassView> a, List<ClassView> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  List<Platform> platforms() {
    return platforms;
  }

  /** The artifact's classes of this name: more than one if it has versions of it. */
  List<ClassView> own(String name) {
    return own.getOrDefault(name, List.of());
  }

  /** Those that are the artifact's, of some internal names. */
  Set<String> ownAmong(List<String> names) {
    return names.stream().filter(own::containsKey).collect(Collectors.toSet());
  }

  /**
   * What the digests of some of the artifact's classes make together.
   *
   * @param names internal names
   */
  long digestOf(SortedSet<String> names) {
    long digest = MemberIndex.NO_DIGEST;
    for (String name : names) {
      digest = MemberIndex.combined(digest, digests.getOrDefault(name, MemberIndex.NO_DIGEST));
    }
    return digest;
  }

  /** What the class was found in when the artifact was rewritten; empty text if in nothing. */
  String foundIn(String name) {
    if (own.containsKey(name)) {
      return artifact;
    }
    for (Platform platform : platforms) {
      if (platform.find(name).isPresent()) {
        return "JDK " + platform.name;
      }
    }
    return classpath.stream()
        .filter(l -> l.classes().find(name).isPresent())
        .map(Library::name)
        .findFirst()
        .orElse("");
  }

  /** One JDK. */
  static final class Platform {
    private final String name;
    private final ClassSource classes;
    private final Map<String, Optional<ClassView>> views = new HashMap<>();

    Platform(Library library) {
      this.name = library.name();
      this.classes = library.classes();
    }

    Optional<ClassView> find(String name) {
      return views.computeIfAbsent(name, n -> classes.find(n).map(this::read));
    }

    private ClassView read(ClassFile file) {
      return ClassView.of(file);
    }
  }
}
