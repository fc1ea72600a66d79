package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.shadow.link.MemberIndex;

/**
 * What the artifact's classes export, for those who link against it: the paper's reflection
 * service, as a table a package. What others can hardly name (private and package-private members)
 * is left out: the runtime asks reflection for what the table does not have.
 */
final class PackageIndexes {
  private final Map<String, MemberIndexBuilder> packages = new TreeMap<>();
  private final List<ClassUnit> seen = new ArrayList<>();

  void add(ClassUnit unit) {
    seen.add(unit);
    if (!unit.isPublic()) {
      return;
    }
    for (FieldUnit f : unit.fields()) {
      add(unit, f.name(), f.descriptor(), f.access());
    }
    for (MethodCode m : unit.methods()) {
      add(unit, m.name(), m.descriptor(), m.access());
    }
  }

  private void add(ClassUnit unit, String name, String descriptor, int access) {
    if ((access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0) {
      packageOf(unit.name()).member(unit.name(), name, descriptor, flags(access));
    }
  }

  private MemberIndexBuilder packageOf(String className) {
    return packages.computeIfAbsent(MemberIndex.path(className), p -> new MemberIndexBuilder());
  }

  /** What stands for the code of each class, all its versions together. */
  static Map<String, Long> digests(List<ClassUnit> units) {
    Map<String, List<String>> versions = new TreeMap<>();
    units.forEach(u -> versions.computeIfAbsent(u.name(), n -> new ArrayList<>()).add(u.digest()));
    Map<String, Long> digests = new TreeMap<>();
    versions.forEach(
        (name, all) -> digests.put(name, MemberIndex.digest(all.toArray(new String[0]))));
    return digests;
  }

  private static int flags(int access) {
    int flags = (access & Opcodes.ACC_PUBLIC) != 0 ? MemberIndex.PUBLIC : MemberIndex.PROTECTED;
    return flags
        | ((access & Opcodes.ACC_STATIC) != 0 ? MemberIndex.STATIC : 0)
        | ((access & Opcodes.ACC_FINAL) != 0 ? MemberIndex.FINAL : 0);
  }

  /** The indexes, by package. */
  List<Entry> entries() {
    digests(seen).forEach((name, digest) -> packageOf(name).digest(name, digest));
    List<Entry> files = new ArrayList<>();
    packages.forEach((path, table) -> files.add(Entry.of(path, table.toBytes())));
    return files;
  }
}
