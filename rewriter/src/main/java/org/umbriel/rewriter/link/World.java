package org.umbriel.rewriter.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.umbriel.metadata.archive.PlatformClasses;
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
  private final Map<ClassUnit, ClassView> views = new HashMap<>();
  private final Map<Platform, Map<String, Met>> met = new HashMap<>();
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
      String artifact,
      List<ClassUnit> units,
      List<PlatformClasses> platforms,
      List<Library> classpath) {
    this.artifact = artifact;
    for (ClassUnit unit : units) {
      ClassView view = ClassView.of(unit);
      views.put(unit, view);
      own.merge(unit.name(), List.of(view), World::both);
    }
    PackageIndexes.digests(units).forEach(digests::put);
    this.platforms = platforms.stream().map(p -> p.derived(Platform.class, Platform::new)).toList();
    this.platforms.forEach(p -> met.put(p, new HashMap<>()));
    this.classpath = List.copyOf(classpath);
  }

  private static List<ClassView> both(List<ClassView> a, List<ClassView> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  /** What resolution asks of one of the artifact's classes. */
  ClassView viewOf(ClassUnit unit) {
    return Optional.ofNullable(views.get(unit)).orElseGet(() -> ClassView.of(unit));
  }

  List<Platform> platforms() {
    return platforms;
  }

  /**
   * Whom a class of the artifact meets under a name.
   *
   * @param versions more than one if the artifact has versions of it; none if nobody has it, or
   *     both the artifact and the platform
   */
  record Met(List<ClassView> versions, boolean isOwn) {}

  Met meet(Platform platform, String name) {
    return met.getOrDefault(platform, Map.of()).computeIfAbsent(name, n -> find(platform, n));
  }

  private Met find(Platform platform, String name) {
    Optional<ClassView> theirs = platform.find(name);
    List<ClassView> ours = own.getOrDefault(name, List.of());
    if (theirs.isPresent()) {
      return new Met(ours.isEmpty() ? List.of(theirs.get()) : List.of(), false);
    }
    return new Met(ours, !ours.isEmpty());
  }

  /** Those that are the artifact's, of some internal names. */
  Set<String> ownAmong(List<String> names) {
    Set<String> found = new HashSet<>();
    for (String name : names) {
      if (own.containsKey(name)) {
        found.add(name);
      }
    }
    return found;
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
        return "JDK " + platform.name();
      }
    }
    return classpath.stream()
        .filter(l -> l.classes().find(name).isPresent())
        .map(Library::name)
        .findFirst()
        .orElse("");
  }

  /** One JDK, shared by all artifacts that are rewritten for it. */
  static final class Platform {
    private final PlatformClasses classes;
    private final Map<String, Optional<ClassView>> views = new ConcurrentHashMap<>();

    Platform(PlatformClasses classes) {
      this.classes = classes;
    }

    String name() {
      return classes.build();
    }

    Optional<ClassView> find(String name) {
      Optional<ClassView> known = views.get(name);
      if (known == null) {
        known = classes.find(name).map(ClassView::of);
        if (known.isPresent()) {
          views.put(name, known);
        }
      }
      return known;
    }
  }
}
