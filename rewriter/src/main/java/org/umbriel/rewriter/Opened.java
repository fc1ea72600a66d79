package org.umbriel.rewriter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.verify.result.LinkFacts;
import org.umbriel.metadata.verify.result.Rejection;
import org.umbriel.metadata.verify.result.Verification;
import org.umbriel.rewriter.verify.ArchiveVerifier;
import org.umbriel.rewriter.verify.Replacement;

/**
 * A jar, opened, verified and decoded: only what verified is decoded.
 *
 * @param entries without a description that came in; with replacements of rejected classes
 * @param units by the path of their entry, in the archive's order
 * @param facts what each class assumes of others
 * @param rejected the classes that were replaced
 * @param unreadable what could not be read, with the reason; left as it is
 * @param sound whether a class file verifies in the place of one of these
 */
record Opened(
    List<Entry> entries,
    Map<String, ClassUnit> units,
    Map<ClassUnit, LinkFacts> facts,
    List<RejectedClass> rejected,
    List<String> unreadable,
    Predicate<ClassFile> sound) {
  private static final String DESCRIPTION = "META-INF/umbriel/";
  private static final String MODULE_INFO = "module-info.class";
  private static final String SUFFIX = ".class";

  static Opened of(Archive archive, RewriteOptions options) {
    ArchiveVerifier verifier =
        new ArchiveVerifier(archive, options.platforms(), options.checks().everything());
    Opened opened =
        new Opened(
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new HashMap<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            file -> verifier.verify(file).accepted());
    for (Entry entry : archive.entries()) {
      Interruption.check();
      if (!entry.path().startsWith(DESCRIPTION)) {
        entry.problem().ifPresent(p -> opened.unreadable.add(p.toString()));
        boolean isClass = entry.isClass() && entry.problem().isEmpty();
        opened.entries.add(isClass ? opened.verified(entry, verifier, options) : entry);
      }
    }
    return opened;
  }

  static boolean isModuleInfo(Entry entry) {
    return entry.path().equals(MODULE_INFO) || entry.path().endsWith("/" + MODULE_INFO);
  }

  /**
   * Verifies a class, and decodes it or replaces it. A file from the future, and a module
   * descriptor, which has no code, stay as they are: the JVM that knows them verifies them.
   */
  private Entry verified(Entry entry, ArchiveVerifier verifier, RewriteOptions options) {
    ClassFile file = verifier.file(entry);
    Verification verification = verifier.verify(file);
    if (verification instanceof LinkFacts found) {
      if (!isModuleInfo(entry)) {
        decode(file, found, options.described());
      }
      return entry;
    }
    Rejection rejection = (Rejection) verification;
    if (rejection.kind() == Rejection.Kind.VERSION || isModuleInfo(entry)) {
      unreadable.add(entry.path() + ": " + rejection);
      return entry;
    }
    rejected.add(RejectedClass.of(entry.path(), rejection));
    ClassFile replacement = Replacement.of(file, rejection.toString(), "verification", sound);
    return entry.withContent(replacement.bytes());
  }

  /**
   * Not if it lies where no loader looks for it.
   *
   * @param withCode whether the code of each class is wanted, and not only of those that change
   */
  private void decode(ClassFile file, LinkFacts found, boolean withCode) {
    try {
      ClassUnit unit = withCode ? ClassDecoder.decode(file) : ClassDecoder.outline(file);
      if (("/" + file.path()).endsWith("/" + unit.name() + SUFFIX)) {
        units.put(file.path(), unit);
        facts.put(unit, found);
      }
    } catch (MalformedClassException e) {
      unreadable.add(e.getMessage());
    }
  }
}
