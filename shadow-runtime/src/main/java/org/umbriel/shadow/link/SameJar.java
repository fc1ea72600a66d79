package org.umbriel.shadow.link;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Are the classes that a class of a rewritten jar was checked against those that it meets here?
 * Another copy of one may stand earlier on the class path. That is asked of the loader's resources
 * and of indexes, so that no class is loaded before the program needs it, and answered by one
 * comparison of digests for all that the class depends on. Only where that fails are its facts
 * about those classes checked one by one, as its constant pool has them.
 *
 * <p>Nothing is thrown here: the JVM refuses what is broken at the very instruction, and {@link
 * Link#explain} says why. A class of a loader that does not say where its classes come from is left
 * to the JVM altogether.
 */
final class SameJar {
  private static final Map<ClassLoader, SameJar> KNOWN = new WeakHashMap<>();

  private final ClassFiles files;
  private final Map<String, Long> digests = new ConcurrentHashMap<>();

  private SameJar(ClassLoader loader) {
    files = ClassFiles.of(loader);
  }

  private static SameJar knownTo(ClassLoader loader) {
    synchronized (KNOWN) {
      SameJar known = KNOWN.get(loader);
      if (known == null) {
        known = new SameJar(loader);
        KNOWN.put(loader, known);
      }
      return known;
    }
  }

  /**
   * Makes the comparison.
   *
   * @param fact of kind {@link Fact.Kind#SAME}
   * @return what is broken; nothing if all is as it was
   */
  static Set<Defect> defects(Class<?> user, Fact fact) throws IOException {
    ClassLoader loader = user.getClassLoader();
    if (loader == null) {
      return new HashSet<>();
    }
    SameJar known = knownTo(loader);
    String[] names = fact.owner().split(";");
    return !known.saysWhere(loader, user)
            || Long.toHexString(known.digestOf(loader, names)).equals(fact.name())
        ? new HashSet<>()
        : oneByOne(user, new HashSet<>(Arrays.asList(names)));
  }

  /** Whether a class can be found again where it came from, with an index beside it. */
  private boolean saysWhere(ClassLoader loader, Class<?> user) {
    String name = user.getName().replace('.', '/');
    Optional<String> resource = files.find(loader, name);
    return resource.isPresent()
        && Indexes.isWithin(resource.get(), Indexes.location(user), name + ".class")
        && Indexes.beside(loader, resource.get(), name).isPresent();
  }

  private long digestOf(ClassLoader loader, String[] names) {
    long digest = MemberIndex.NO_DIGEST;
    for (String name : names) {
      Long found = digests.get(name);
      if (found == null) {
        found = digestOf(loader, name);
        digests.put(name, found);
      }
      digest = MemberIndex.combined(digest, found);
    }
    return digest;
  }

  /** Of the class that the loader would find under this name, as its own jar has it. */
  private long digestOf(ClassLoader loader, String name) {
    Optional<String> resource = files.find(loader, name);
    if (!resource.isPresent()) {
      return MemberIndex.NO_DIGEST;
    }
    Optional<MemberIndex> index = Indexes.beside(loader, resource.get(), name);
    return index.isPresent() ? index.get().digestOf(name) : MemberIndex.NO_DIGEST;
  }

  private static Set<Defect> oneByOne(Class<?> user, Set<String> owners) throws IOException {
    Set<Defect> defects = new HashSet<>();
    for (Fact fact : ConstantPool.facts(user)) {
      if (owners.contains(fact.owner())) {
        try {
          Resolution.defect(fact, user).ifPresent(defects::add);
        } catch (LinkageError e) {
          // the JVM will say so, should it come to that
        }
      }
    }
    return defects;
  }
}
