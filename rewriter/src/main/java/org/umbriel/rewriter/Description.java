package org.umbriel.rewriter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.describe.ClassRecords;
import org.umbriel.metadata.describe.DescribedArchive;
import org.umbriel.metadata.describe.Descriptions;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;

/**
 * What is known about the program's classes, told of the class files that they were rewritten to.
 * Each site moves with its own instruction: an id alone would not do, since it counts equal sites,
 * and some of those may be gone.
 */
final class Description {
  private final List<Part> parts;

  private Description(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * The description of an archive, as an entry of it.
   *
   * @param output all that the archive has, but for the description
   * @param parts what it consists of
   */
  static Entry of(Archive output, List<Part> parts, String buildId) {
    Description description = new Description(parts);
    DescribedArchive described = DescribedArchive.of(output, description::records);
    return Entry.of(
        DescribedArchive.entryName(buildId),
        Descriptions.write(buildId, RewriteOptions.fileName(output.name()), described.classes()));
  }

  /** Nothing about companions and the runtime: they are ours, and no part of the program. */
  private ClassRecords records(ClassUnit now) {
    for (Part part : parts) {
      Optional<Rewritten> rewritten =
          part.find(now.file().path()).filter(r -> r.rejected().isEmpty());
      if (rewritten.isPresent()) {
        return records(now, rewritten.get(), part.options());
      }
    }
    return ClassRecords.NONE;
  }

  private static ClassRecords records(ClassUnit now, Rewritten rewritten, RewriteOptions options) {
    Map<MethodReference, MethodCode> methods = new HashMap<>();
    now.methods().forEach(m -> methods.put(m.reference(), m));
    List<SiteVerdict> verdicts = new ArrayList<>();
    for (SiteVerdict verdict : options.verdictsFor(rewritten.original())) {
      CheckSite site = moved(verdict.site(), rewritten, methods);
      verdicts.add(new SiteVerdict(site, verdict.verdict(), verdict.tier()));
    }
    List<CheckSite> undecided = new ArrayList<>();
    if (verdicts.isEmpty()) {
      for (MethodCode method : rewritten.original().methods()) {
        SiteFinder.sitesIn(method, ContractSource.NONE)
            .forEach(s -> undecided.add(moved(s, rewritten, methods)));
      }
    }
    return new ClassRecords(undecided, verdicts, contracts(rewritten, options));
  }

  private static CheckSite moved(
      CheckSite site, Rewritten rewritten, Map<MethodReference, MethodCode> methods) {
    int[] moves = rewritten.moved().get(site.id().method());
    int instruction =
        moves == null || site.instruction() < 0 ? site.instruction() : moves[site.instruction()];
    MethodCode method = methods.get(site.id().method());
    int index = instruction < 0 || method == null ? -1 : method.bytecodeIndex(instruction);
    return new CheckSite(
        site.id(), instruction, index, site.line(), site.operand(), site.trivial());
  }

  private static List<Contract> contracts(Rewritten rewritten, RewriteOptions options) {
    return rewritten.isVersioned()
        ? List.of()
        : options.contracts().getOrDefault(rewritten.original().name(), List.of());
  }
}
