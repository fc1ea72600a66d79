package org.umbriel.rewriter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.rewriter.stub.Signatures;

/**
 * A jar, opened and decoded.
 *
 * @param entries without a description that came in
 * @param units by the path of their entry, in the archive's order
 * @param unreadable what could not be read, with the reason
 */
record Opened(List<Entry> entries, Map<String, ClassUnit> units, List<String> unreadable) {
  private static final String DESCRIPTION = "META-INF/umbriel/";
  private static final String MODULE_INFO = "module-info.class";
  private static final String SUFFIX = ".class";

  static Opened of(Archive archive, boolean stripSignatures) throws SignedArchiveException {
    Archive unsigned = archive;
    if (Signatures.isSigned(archive)) {
      if (!stripSignatures) {
        throw new SignedArchiveException(archive.name());
      }
      unsigned = Signatures.strip(archive);
    }
    Opened opened = new Opened(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    for (Entry entry : unsigned.entries()) {
      if (!entry.path().startsWith(DESCRIPTION)) {
        opened.entries.add(entry);
        entry.problem().ifPresent(p -> opened.unreadable.add(p.toString()));
        if (entry.isClass() && entry.problem().isEmpty() && !isModuleInfo(entry)) {
          opened.decode(entry).ifPresent(u -> opened.units.put(entry.path(), u));
        }
      }
    }
    return opened;
  }

  static boolean isModuleInfo(Entry entry) {
    return entry.path().equals(MODULE_INFO) || entry.path().endsWith("/" + MODULE_INFO);
  }

  /** Nothing if it is no class file, or one that lies where no loader looks for it. */
  private Optional<ClassUnit> decode(Entry entry) {
    try {
      ClassUnit unit = ClassDecoder.decode(new ClassFile(entry.path(), entry.content()));
      return ("/" + entry.path()).endsWith("/" + unit.name() + SUFFIX)
          ? Optional.of(unit)
          : Optional.empty();
    } catch (MalformedClassException e) {
      unreadable.add(e.getMessage());
      return Optional.empty();
    }
  }
}
