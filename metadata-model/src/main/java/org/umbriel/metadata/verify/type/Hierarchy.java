package org.umbriel.metadata.verify.type;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;

/**
 * The classes around those that are verified, each read when it is first asked for. Safe for use by
 * many threads; one serves all classes of an artifact.
 */
public final class Hierarchy {
  private final ClassSource source;
  private final Optional<Hierarchy> around;
  private final ConcurrentMap<String, Optional<ClassInfo>> known = new ConcurrentHashMap<>();

  /** The classes that a source has. */
  public Hierarchy(ClassSource source) {
    this.source = source;
    this.around = Optional.empty();
  }

  /**
   * The classes that a source has, among those of another hierarchy, which may be shared by many. A
   * name that both have is not known: whose class is met depends on the loader.
   */
  public Hierarchy(ClassSource source, Hierarchy around) {
    this.source = source;
    this.around = Optional.of(around);
  }

  Optional<ClassInfo> find(String name) {
    Optional<ClassInfo> found = known.get(name);
    if (found == null) {
      found = read(name);
      if (found.isPresent() || around.isPresent()) { // one that is shared keeps no foreign names
        known.put(name, found);
      }
    }
    return found;
  }

  private Optional<ClassInfo> read(String name) {
    Optional<ClassFile> file = source.find(name);
    Optional<ClassInfo> theirs = around.flatMap(a -> a.find(name));
    if (file.isEmpty() || theirs.isPresent()) {
      return file.isEmpty() ? theirs : Optional.empty();
    }
    try {
      return Optional.of(ClassInfoReader.read(file.get().bytes()))
          .filter(info -> info.name().equals(name));
    } catch (RuntimeException corrupt) {
      return Optional.empty();
    }
  }
}
