package org.umbriel.metadata.classfile;

import java.util.Optional;

/** Where classes are looked up by name: a class path, a platform. Safe for use by many threads. */
public interface ClassSource {

  /** A source that has nothing. */
  ClassSource EMPTY = name -> Optional.empty();

  /**
   * The class file that defines a class.
   *
   * @param internalName as in JVMS 4.2.1, {@code java/lang/String}
   */
  Optional<ClassFile> find(String internalName);

  /** This source, then another: the first that has a class wins, as on a class path. */
  default ClassSource then(ClassSource next) {
    return name -> {
      Optional<ClassFile> found = find(name);
      return found.isPresent() ? found : next.find(name);
    };
  }
}
