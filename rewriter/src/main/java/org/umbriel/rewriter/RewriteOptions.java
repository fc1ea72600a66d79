package org.umbriel.rewriter;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.rewriter.pipeline.ServiceChoice;
import org.umbriel.rewriter.sign.SignatureRules;

/**
 * What is wanted of a rewritten jar.
 *
 * @param checks which ones it carries
 * @param signatures what becomes of signed jars
 * @param platforms the JDKs that the jar is to run on; a fact about the JDK counts if it holds in
 *     each
 * @param classpath what the jar was built against; its names stand in messages
 * @param verdicts what is proven of the classes that are not versioned ones of a multi-release jar
 * @param contracts what methods require, by the internal name of their class
 * @param further services of others, in their order
 * @param described whether the description lies in the jar; else only its build id does
 * @param version of this program, a part of the build id
 */
public record RewriteOptions(
    Checks checks,
    SignatureRules signatures,
    List<PlatformClasses> platforms,
    List<Archive> classpath,
    VerdictSource verdicts,
    Map<String, List<Contract>> contracts,
    List<ServiceChoice> further,
    boolean described,
    String version) {
  static final String VERSIONS = "META-INF/versions/";

  /**
   * The checks that a jar carries beside link checks.
   *
   * @param assertions whether {@code assert} is always on
   * @param explanations whether what the JVM throws by itself says which value was wrong
   * @param contracts whether methods check what their declarations require
   * @param everything whether every check stays, settled, proven or not
   */
  public record Checks(
      boolean assertions, boolean explanations, boolean contracts, boolean everything) {
    public static final Checks LINKS = new Checks(false, false, false, false);
  }

  public RewriteOptions {
    platforms = List.copyOf(platforms);
    classpath = List.copyOf(classpath);
    contracts = Map.copyOf(contracts);
    further = List.copyOf(further);
  }

  /**
   * What is proven of a class. Nothing of versioned ones: they have the name of another class file,
   * and the proofs are about that one.
   */
  List<SiteVerdict> verdictsFor(ClassUnit unit) {
    return unit.file().path().startsWith(VERSIONS) ? List.of() : verdicts.verdictsFor(unit);
  }

  /** What methods of a class require; of the same classes as {@link #verdictsFor}. */
  List<Contract> contractsOf(ClassUnit unit) {
    return verdicts == VerdictSource.NONE || unit.file().path().startsWith(VERSIONS)
        ? List.of()
        : contracts.getOrDefault(unit.name(), List.of());
  }

  /** Link checks alone, for the given JDKs. */
  public static RewriteOptions linkChecks(List<PlatformClasses> platforms) {
    return new RewriteOptions(
        Checks.LINKS,
        SignatureRules.DROP,
        platforms,
        List.of(),
        VerdictSource.NONE,
        Map.of(),
        List.of(),
        true,
        "library");
  }

  public RewriteOptions withAssertions(VerdictSource source) {
    Checks more = new Checks(true, checks.explanations, checks.contracts, checks.everything);
    return with(more, signatures, classpath, source, further, described);
  }

  public RewriteOptions withExplanations(VerdictSource source) {
    Checks more = new Checks(checks.assertions, true, checks.contracts, checks.everything);
    return with(more, signatures, classpath, source, further, described);
  }

  /** With the contracts of the classes that something is proven of. */
  public RewriteOptions withContracts(List<Contract> required, VerdictSource source) {
    return new RewriteOptions(
        new Checks(checks.assertions, checks.explanations, true, checks.everything),
        signatures,
        platforms,
        classpath,
        source,
        required.stream().collect(Collectors.groupingBy(c -> c.method().owner())),
        further,
        described,
        version);
  }

  public RewriteOptions withAllChecks() {
    Checks all = new Checks(checks.assertions, checks.explanations, checks.contracts, true);
    return with(all, signatures, classpath, verdicts, further, described);
  }

  public RewriteOptions withClasspath(List<Archive> archives) {
    return with(checks, signatures, archives, verdicts, further, described);
  }

  public RewriteOptions withSignatures(SignatureRules rules) {
    return with(checks, rules, classpath, verdicts, further, described);
  }

  /** With other verdicts, or none; the contracts are those of the same program. */
  public RewriteOptions withVerdicts(VerdictSource source) {
    return with(checks, signatures, classpath, source, further, described);
  }

  public RewriteOptions withServices(List<ServiceChoice> services) {
    return with(checks, signatures, classpath, verdicts, services, described);
  }

  /** Without the description: whoever wants it can have it made later, under the same build id. */
  public RewriteOptions withoutDescription() {
    return with(checks, signatures, classpath, verdicts, further, false);
  }

  private RewriteOptions with(
      Checks wanted,
      SignatureRules rules,
      List<Archive> archives,
      VerdictSource source,
      List<ServiceChoice> services,
      boolean describe) {
    return new RewriteOptions(
        wanted, rules, platforms, archives, source, contracts, services, describe, version);
  }

  /**
   * All that changes the output, but for the verdicts and what describes it: a part of the build
   * id.
   */
  public String configuration() {
    List<String> builds = platforms.stream().map(PlatformClasses::build).toList();
    List<String> libraries = classpath.stream().map(a -> fileName(a.name())).toList();
    return "%s jdk=%s cp=%s further=%s signatures=%s version=%s"
        .formatted(checks, builds, libraries, further, signatures, version);
  }

  /** The last part of a path: what messages call a jar. */
  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
