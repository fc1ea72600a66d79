package org.umbriel.rewriter.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * is left out: the runtime asks reflection for what the table does not have. A class that the
 * artifact has in several versions gets no digest: which of them a process loads, only that process
 * knows.
 */
final class PackageIndexes {
  private final Map<String, Set<Long>> entries = new TreeMap<>();
  private final Map<String, List<ClassUnit>> versions = new HashMap<>();

  void add(ClassUnit unit) {
    Set<Long> into = entries.computeIfAbsent(MemberIndex.path(unit.name()), p -> new HashSet<>());
    versions.computeIfAbsent(unit.name(), n -> new ArrayList<>()).add(unit);
    if (!unit.isPublic()) {
      return;
    }
    for (FieldUnit f : unit.fields()) {
      add(into, unit, f.name(), f.descriptor(), f.access());
    }
    for (MethodCode m : unit.methods()) {
      add(into, unit, m.name(), m.descriptor(), m.access());
    }
    unit.superName().ifPresent(s -> into.add(MemberIndex.supertype(unit.name(), s)));
    unit.interfaces().forEach(i -> into.add(MemberIndex.supertype(unit.name(), i)));
  }

  private static void add(
      Set<Long> into, ClassUnit unit, String name, String descriptor, int access) {
    if ((access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0) {
      into.add(MemberIndex.member(unit.name(), name, descriptor, flags(access)));
    }
  }

  private static int flags(int access) {
    int flags = (access & Opcodes.ACC_PUBLIC) != 0 ? MemberIndex.PUBLIC : MemberIndex.PROTECTED;
    return flags
        | ((access & Opcodes.ACC_STATIC) != 0 ? MemberIndex.STATIC : 0)
        | ((access & Opcodes.ACC_FINAL) != 0 ? MemberIndex.FINAL : 0);
  }

  /** The indexes, by package. */
  List<Entry> entries() {
    versions.forEach(
        (name, units) -> {
          if (units.size() == 1) {
            entries
                .computeIfAbsent(MemberIndex.path(name), p -> new HashSet<>())
                .add(MemberIndex.digest(name, units.get(0).digest()));
          }
        });
    List<Entry> files = new ArrayList<>();
    entries.forEach((path, table) -> files.add(Entry.of(path, bytes(table))));
    return files;
  }

  private static byte[] bytes(Set<Long> table) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      MemberIndex.of(table).writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
