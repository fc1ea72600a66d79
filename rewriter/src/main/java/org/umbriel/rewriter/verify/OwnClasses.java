package org.umbriel.rewriter.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.ClassLocation;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.metadata.verify.result.LinkFacts;
import org.umbriel.metadata.verify.result.Verification;

/** An archive's class files by name and release, those in the class folders of a war too. */
final class OwnClasses {
  private final Map<String, NavigableMap<Integer, Entry>> byName = new HashMap<>();
  private final Map<String, NavigableMap<Integer, Entry>> versioned = new HashMap<>();
  private final Map<Entry, ClassFile> files = new HashMap<>();

  OwnClasses(Archive archive) {
    for (Entry entry : archive.entries()) {
      if (entry.isClass() && entry.problem().isEmpty()) {
        ClassLocation location = ClassLocation.inApplication(entry.path());
        NavigableMap<Integer, Entry> versions =
            byName.computeIfAbsent(location.name(), n -> new TreeMap<>());
        versions.put(location.release(), entry);
        if (location.release() > 0) {
          versioned.put(location.name(), versions);
        }
      }
    }
  }

  /**
   * The releases in which different classes may lie around a class file: its own, and those of
   * newer versioned classes until one takes its place.
   */
  List<Integer> releasesThatSee(String path) {
    ClassLocation location = ClassLocation.inApplication(path);
    NavigableMap<Integer, Entry> versions = byName.getOrDefault(location.name(), new TreeMap<>());
    int end = Optional.ofNullable(versions.higherKey(location.release())).orElse(Integer.MAX_VALUE);
    Set<Integer> releases = new TreeSet<>();
    releases.add(location.release());
    for (NavigableMap<Integer, Entry> each : versioned.values()) {
      releases.addAll(each.subMap(location.release(), true, end, false).keySet());
    }
    return new ArrayList<>(releases);
  }

  /** Whether a verdict rests on a class that is another one in other releases. */
  boolean hasVersions(Verification verification) {
    return !versioned.isEmpty()
        && (!(verification instanceof LinkFacts facts)
            || facts.consulted().stream().anyMatch(versioned::containsKey));
  }

  /** What a class sees of the others in a release. */
  ClassSource in(int release) {
    return name -> find(name, release);
  }

  private Optional<ClassFile> find(String name, int release) {
    return Optional.ofNullable(byName.get(name))
        .map(versions -> versions.floorEntry(release))
        .map(version -> file(version.getValue()));
  }

  /** One of the archive's class files; inflated once, however many ask for it. */
  ClassFile file(Entry entry) {
    return files.computeIfAbsent(entry, e -> new ClassFile(e.path(), e.content()));
  }
}
