package org.umbriel.rewriter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.CorruptClassException;
import org.umbriel.rewriter.pipeline.ClientRuntime;
import org.umbriel.rewriter.pipeline.Service;
import org.umbriel.rewriter.pipeline.ServiceContext;
import org.umbriel.rewriter.pipeline.Tally;
import org.umbriel.rewriter.stub.ModulePackages;
import org.umbriel.rewriter.stub.Stub;

/**
 * What a loader meets as one jar, rewritten: a plain jar, the top level of an application, or a
 * class folder in it. It carries a runtime of its own, since checks find the classes that they are
 * about through the runtime's loader.
 *
 * @param folder where it lies in the archive, with a slash at its end; empty for the top level
 * @param entries with paths within the folder
 * @param classes the program's own, by their path in the folder
 * @param opened what was read of it
 * @param options under which it was rewritten
 */
record Part(
    String folder,
    List<Entry> entries,
    Map<String, Rewritten> classes,
    Opened opened,
    Tally tally,
    RewriteOptions options) {
  private static final int PACKAGE_DIGITS = 12;

  /**
   * Rewrites a part.
   *
   * @param digest stands for its content; names the package of its runtime
   */
  static Part of(String folder, Archive archive, String digest, RewriteOptions options) {
    Opened input = Opened.of(archive, options);
    ClientRuntime runtime =
        new ClientRuntime("org/umbriel/s" + digest.substring(0, PACKAGE_DIGITS));
    List<ClassUnit> units = List.copyOf(input.units().values());
    Set<String> names = new HashSet<>();
    units.forEach(u -> names.add(u.name()));
    ServiceContext context = new ServiceContext(runtime, names::contains, input.facts());
    List<Service> services = Services.of(archive.name(), units, options);
    Map<String, Rewritten> classes = new LinkedHashMap<>();
    for (ClassUnit unit : units) {
      Interruption.check();
      try {
        classes.put(unit.file().path(), Rewritten.of(unit, services, context, input.sound()));
      } catch (CorruptClassException corrupt) {
        input.unreadable().add(unit.file().path() + ": " + corrupt.getMessage());
      }
    }
    List<Entry> entries = new ArrayList<>(output(input, classes, context));
    services.forEach(s -> entries.addAll(s.finish(context)));
    context.messages().entry(runtime).ifPresent(entries::add);
    return new Part(folder, entries, classes, input, context.tally(), options);
  }

  /** What became of the class file at a path in the archive, if it is one of the program's own. */
  Optional<Rewritten> find(String path) {
    return path.startsWith(folder)
        ? Optional.ofNullable(classes.get(path.substring(folder.length())))
        : Optional.empty();
  }

  /** The entries with their paths in the archive. */
  List<Entry> placed() {
    return folder.isEmpty()
        ? entries
        : entries.stream().map(e -> e.renamed(folder + e.path())).toList();
  }

  /** Classes that did not verify, and those that a service rejected. */
  List<RejectedClass> rejected() {
    List<RejectedClass> rejected = new ArrayList<>(opened.rejected());
    classes.forEach(
        (path, rewritten) ->
            rewritten.rejected().ifPresent(r -> rejected.add(new RejectedClass(path, r, false))));
    return rejected;
  }

  int changed() {
    return (int) classes.values().stream().filter(Rewritten::isChanged).count();
  }

  private static List<Entry> output(
      Opened input, Map<String, Rewritten> classes, ServiceContext context) {
    boolean changed = classes.values().stream().anyMatch(Rewritten::isChanged);
    List<Entry> stub =
        changed
            ? Stub.entries(
                context.runtime(), context.hasCompanions(), !context.messages().isEmpty())
            : List.of();
    Set<String> packages = new TreeSet<>();
    stub.forEach(e -> packages.add(e.path().substring(0, e.path().lastIndexOf('/'))));
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : input.entries()) {
      Rewritten rewritten = classes.get(entry.path());
      if (rewritten != null) {
        boolean same = !rewritten.isChanged() && rewritten.rejected().isEmpty();
        entries.add(same ? entry : entry.withContent(rewritten.file().bytes()));
        rewritten.added().forEach(f -> entries.add(like(entry, f)));
      } else if (Opened.isModuleInfo(entry) && entry.problem().isEmpty() && !stub.isEmpty()) {
        entries.add(entry.withContent(ModulePackages.with(entry.content(), packages)));
      } else {
        entries.add(entry);
      }
    }
    entries.addAll(stub);
    return entries;
  }

  private static Entry like(Entry model, ClassFile file) {
    return model.isStored()
        ? Entry.stored(file.path(), file.bytes())
        : Entry.of(file.path(), file.bytes());
  }
}
