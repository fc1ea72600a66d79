package org.umbriel.rewriter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.store.Key;
import org.umbriel.rewriter.pipeline.ClientRuntime;
import org.umbriel.rewriter.pipeline.Service;
import org.umbriel.rewriter.pipeline.ServiceContext;
import org.umbriel.rewriter.stub.ModulePackages;
import org.umbriel.rewriter.stub.Stub;

/**
 * Rewrites one jar: opens and verifies it, asks the services about each class, writes what they
 * want, and adds what the jar needs besides. The same input and options give the same bytes.
 */
public final class Rewriter {
  /** Where the build id stands in a jar without its description. */
  public static final String BUILD_ID = "META-INF/umbriel/build-id";

  private static final int PACKAGE_DIGITS = 12;

  private Rewriter() {}

  /**
   * Rewrites a jar. Entries that are broken, and class files of versions that are not known, are
   * copied as they are; classes that do not verify are replaced by ones that throw; the report
   * names both. A description that comes in is dropped.
   *
   * @throws SignedArchiveException if it is signed and has to stay so
   */
  public static RewriteResult rewrite(Archive archive, RewriteOptions options)
      throws SignedArchiveException {
    Opened input = Opened.of(archive, options);
    byte[] before = archive.toBytes();
    String digest = Key.digest(before);
    ClientRuntime runtime =
        new ClientRuntime("org/umbriel/s" + digest.substring(0, PACKAGE_DIGITS));
    List<ClassUnit> units = List.copyOf(input.units().values());
    Set<String> names = new HashSet<>();
    units.forEach(u -> names.add(u.name()));
    ServiceContext context = new ServiceContext(runtime, names::contains, input.facts());
    List<Service> services = Services.of(archive.name(), units, options);

    Map<String, Rewritten> classes = new LinkedHashMap<>();
    units.forEach(u -> classes.put(u.file().path(), Rewritten.of(u, services, context)));
    List<Entry> entries = new ArrayList<>(output(input, classes, context));
    services.forEach(s -> entries.addAll(s.finish(context)));

    String buildId = buildId(digest, units, options);
    Entry description =
        options.described()
            ? Description.of(archive.withEntries(entries), classes, buildId, options)
            : Entry.of(BUILD_ID, buildId.getBytes(StandardCharsets.US_ASCII));
    entries.add(description);
    byte[] after = archive.withEntries(entries).toBytes();
    return new RewriteResult(
        after,
        new RewriteReport(
            RewriteOptions.fileName(archive.name()),
            buildId,
            units.size() + input.rejected().size(),
            changed(classes),
            input.rejected(),
            input.unreadable(),
            context.tally().remarks(),
            context.tally().counts(),
            before.length,
            after.length,
            Archive.of("", List.of(description)).toBytes().length));
  }

  private static int changed(Map<String, Rewritten> classes) {
    return (int) classes.values().stream().filter(Rewritten::isChanged).count();
  }

  private static List<Entry> output(
      Opened input, Map<String, Rewritten> classes, ServiceContext context) {
    List<Entry> stub =
        changed(classes) == 0
            ? List.of()
            : Stub.entries(context.runtime(), context.hasCompanions());
    Set<String> packages = new TreeSet<>();
    stub.forEach(e -> packages.add(e.path().substring(0, e.path().lastIndexOf('/'))));
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : input.entries()) {
      Rewritten rewritten = classes.get(entry.path());
      if (rewritten != null) {
        entries.add(rewritten.isChanged() ? entry.withContent(rewritten.file().bytes()) : entry);
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

  /** DESIGN.md section 2: everything that the output is a function of. */
  private static String buildId(String digest, List<ClassUnit> units, RewriteOptions options) {
    Key.Builder key = Key.of("rewrite");
    key.part("input", digest).part("configuration", options.configuration());
    for (ClassUnit unit : units) {
      for (SiteVerdict verdict : options.verdictsFor(unit)) {
        key.part("verdict", verdict.site().id() + " " + text(verdict.verdict()));
      }
    }
    return key.build().buildId();
  }

  /** The same text for equal verdicts; sets have no order of their own. */
  private static String text(Verdict verdict) {
    return verdict instanceof Verdict.Proven proven
        ? "proven " + new TreeSet<>(proven.assumptions().stream().map(Assumption::text).toList())
        : verdict.toString();
  }
}
