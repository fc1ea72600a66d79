package org.umbriel.rewriter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.umbriel.metadata.archive.ApplicationLayout;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.metadata.store.Key;
import org.umbriel.rewriter.sign.JarKey;
import org.umbriel.rewriter.sign.Signatures;
import org.umbriel.rewriter.sign.SigningException;
import org.umbriel.rewriter.sign.UpstreamSignature;

/**
 * Rewrites one jar, war, ear or Spring Boot jar: looks at its signature, rewrites the jars within
 * it, rewrites what each of its loaders meets ({@link Part}), adds the description, signs it if
 * that is wanted. The same input and options give the same bytes, but for a signature.
 */
public final class Rewriter {
  /** Where the build id stands in a jar without its description. */
  public static final String BUILD_ID = "META-INF/umbriel/build-id";

  private Rewriter() {}

  /**
   * Rewrites a jar. Entries that are broken, and class files of versions that are not known, are
   * copied as they are; classes that do not verify are replaced by ones that throw; the report
   * names both. A description that comes in is dropped.
   *
   * @throws SignedArchiveException if it is signed and has to stay so
   * @throws SigningException if its signature does not hold, or a new one cannot be made
   * @throws CancellationException if the thread is interrupted
   */
  public static RewriteResult rewrite(Archive archive, RewriteOptions options)
      throws SignedArchiveException, SigningException {
    return rewrite(archive, options, 1, new Nested.Room());
  }

  static RewriteResult rewrite(Archive archive, RewriteOptions options, int depth, Nested.Room room)
      throws SignedArchiveException, SigningException {
    Optional<UpstreamSignature> signature = Signatures.check(archive);
    if (signature.isPresent() && options.signatures().keeps(signature.get())) {
      throw new SignedArchiveException(archive.name(), signature.get());
    }
    Archive unsigned = signature.isPresent() ? Signatures.strip(archive) : archive;
    ApplicationLayout layout = ApplicationLayout.of(unsigned);
    Nested nested = Nested.in(unsigned, layout, options, depth, room);
    byte[] before = archive.toBytes();
    String digest = Key.digest(before);
    List<Part> parts = parts(unsigned, layout, digest, options);

    List<Entry> entries = new ArrayList<>();
    parts.forEach(p -> p.placed().forEach(e -> entries.add(nested.now(e))));
    String buildId = buildId(digest, parts, options);
    Entry description =
        options.described()
            ? Description.of(archive.withEntries(entries), parts, buildId)
            : Entry.of(BUILD_ID, buildId.getBytes(StandardCharsets.US_ASCII));
    entries.add(description);
    Archive output = archive.withEntries(entries);
    Optional<JarKey> key = options.signatures().key();
    byte[] after = Interruption.bytes(key.isPresent() ? key.get().sign(output) : output);
    long descriptionSize = Archive.of("", List.of(description)).toBytes().length;
    RewriteReport report =
        RewriteReport.of(
            RewriteOptions.fileName(archive.name()),
            buildId,
            signature,
            parts,
            new RewriteReport.Sizes(before.length, after.length, descriptionSize));
    return new RewriteResult(after, report.with(nested));
  }

  /** The top level, and each class folder; only of a program's own classes something is proven. */
  private static List<Part> parts(
      Archive archive, ApplicationLayout layout, String digest, RewriteOptions options) {
    if (layout.classFolders().isEmpty()) {
      RewriteOptions own = layout.isPlain() ? options : options.withVerdicts(VerdictSource.NONE);
      return List.of(Part.of("", archive, digest, own));
    }
    List<Part> parts = new ArrayList<>();
    List<Entry> top =
        archive.entries().stream()
            .filter(e -> layout.classFolders().stream().noneMatch(f -> isBelow(e, f)))
            .toList();
    RewriteOptions unproven = options.withVerdicts(VerdictSource.NONE);
    parts.add(Part.of("", archive.withEntries(top), digest, unproven));
    for (String folder : layout.classFolders()) {
      Archive below = ApplicationLayout.below(archive, folder);
      String own = Key.of("folder").part("archive", digest).part("folder", folder).build().hex();
      parts.add(
          Part.of(
              folder,
              Archive.of(archive.name(), below.entries()),
              own,
              layout.classFolders().size() == 1 ? options : unproven));
    }
    return parts;
  }

  /** Not the folder itself: Spring Boot's loader asks for its entry. */
  private static boolean isBelow(Entry entry, String folder) {
    return entry.path().startsWith(folder) && entry.path().length() > folder.length();
  }

  /** DESIGN.md section 2: everything that the output is a function of. */
  private static String buildId(String digest, List<Part> parts, RewriteOptions options) {
    Key.Builder key = Key.of("rewrite");
    key.part("input", digest).part("configuration", options.configuration());
    for (Part part : parts) {
      for (ClassUnit unit : part.opened().units().values()) {
        for (SiteVerdict verdict : part.options().verdictsFor(unit)) {
          key.part("verdict", verdict.site().id() + " " + text(verdict.verdict()));
        }
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
