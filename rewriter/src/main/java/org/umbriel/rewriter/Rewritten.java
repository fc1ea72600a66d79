package org.umbriel.rewriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.rewriter.apply.ClassEditor;
import org.umbriel.rewriter.pipeline.Companion;
import org.umbriel.rewriter.pipeline.Edits;
import org.umbriel.rewriter.pipeline.Outcome;
import org.umbriel.rewriter.pipeline.Service;
import org.umbriel.rewriter.pipeline.ServiceContext;
import org.umbriel.rewriter.verify.Replacement;

/**
 * One class and what became of it.
 *
 * @param file the class file now
 * @param added class files that came with it
 * @param moved of each changed method, where its instructions went
 * @param rejected why a service rejected the class, if one did: then the file is one that throws
 */
record Rewritten(
    ClassUnit original,
    ClassFile file,
    List<ClassFile> added,
    Map<MethodReference, int[]> moved,
    Optional<String> rejected) {

  /**
   * Asks each service, and applies what they want in one go.
   *
   * @param sound whether a class file verifies in the place of this one
   */
  static Rewritten of(
      ClassUnit unit, List<Service> services, ServiceContext context, Predicate<ClassFile> sound) {
    Edits edits = Edits.NONE;
    List<ClassFile> added = new ArrayList<>();
    for (Service service : services) {
      Outcome outcome = service.apply(unit, context);
      if (outcome instanceof Outcome.Edited edited) {
        edits = edits.and(edited.edits());
        added.addAll(edited.added());
      } else if (outcome instanceof Outcome.Rejected rejected) {
        ClassFile replacement = Replacement.of(unit.file(), rejected.reason(), "rewriting", sound);
        return new Rewritten(
            unit, replacement, List.of(), Map.of(), Optional.of(rejected.reason()));
      }
    }
    Companion companion = context.companion(unit);
    if (!companion.isEmpty()) {
      added.add(companion.toClassFile());
    }
    if (edits.isEmpty()) {
      return new Rewritten(unit, unit.file(), added, Map.of(), Optional.empty());
    }
    ClassEditor.Edited edited = ClassEditor.apply(unit, edits);
    edited
        .leftAlone()
        .forEach(m -> context.tally().remark(m + ": left as it was: it would exceed 64 KB"));
    ClassFile file =
        edited.moved().isEmpty() ? unit.file() : new ClassFile(unit.file().path(), edited.bytes());
    return new Rewritten(unit, file, added, edited.moved(), Optional.empty());
  }

  /** Whether this is another version of a class in a multi-release jar. */
  boolean isVersioned() {
    return original.file().path().startsWith(RewriteOptions.VERSIONS);
  }

  /** Whether it was edited. */
  boolean isChanged() {
    return !moved.isEmpty();
  }
}
