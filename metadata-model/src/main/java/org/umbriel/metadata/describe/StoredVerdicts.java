package org.umbriel.metadata.describe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.metadata.store.Key;
import org.umbriel.metadata.store.Store;

/**
 * Verdicts that a store keeps from one run for the next, as the description of the classes that
 * they are about. A class gets its verdicts back if its file is the same to the byte.
 */
public final class StoredVerdicts implements VerdictSource {
  private final Map<String, RecordedClass> classes = new HashMap<>();
  private final SortedSet<String> missing;

  private StoredVerdicts(List<RecordedClass> recorded, SortedSet<String> missing) {
    recorded.forEach(c -> classes.putIfAbsent(c.name(), c));
    this.missing = missing;
  }

  /**
   * What a run found.
   *
   * @param archiveName what it is called
   * @param units the archive's classes, in its order
   * @param verdicts of all their sites that were looked at
   * @param contracts what their methods require
   * @param missing internal names of classes that were looked for and are nowhere
   */
  public record Findings(
      String archiveName,
      List<ClassUnit> units,
      VerdictSource verdicts,
      List<Contract> contracts,
      SortedSet<String> missing) {

    private List<DescribedClass> described() {
      Map<String, List<Contract>> contractsOf = new HashMap<>();
      contracts.forEach(
          c -> contractsOf.computeIfAbsent(c.method().owner(), o -> new ArrayList<>()).add(c));
      List<DescribedClass> described = new ArrayList<>();
      for (ClassUnit unit : units) {
        ClassRecords records =
            new ClassRecords(
                List.of(),
                verdicts.verdictsFor(unit),
                contractsOf.getOrDefault(unit.name(), List.of()));
        described.add(new DescribedClass(described.size(), unit, records));
      }
      return described;
    }
  }

  /**
   * Where the verdicts of an archive lie.
   *
   * @param archiveDigest SHA-256 of the archive's file, in lower-case hexadecimal
   * @param platform the build of the JDK whose classes were read
   * @param version of the checker
   */
  public static Key key(String archiveDigest, String platform, String version) {
    return Key.of("verdicts")
        .part("archive", archiveDigest)
        .part("platform", platform)
        .part("version", version)
        .build();
  }

  /** Keeps what a run found. */
  public static void put(Store store, Key key, Findings found) throws IOException {
    store.put(
        key,
        Descriptions.write(key.buildId(), found.archiveName(), found.described(), found.missing()));
  }

  /** What is kept under a key; nothing if nothing is, or if it cannot be read. */
  public static Optional<StoredVerdicts> get(Store store, Key key) {
    return store.get(key).flatMap(StoredVerdicts::read);
  }

  private static Optional<StoredVerdicts> read(byte[] description) {
    try {
      return Optional.of(
          new StoredVerdicts(Descriptions.read(description), Descriptions.missing(description)));
    } catch (MalformedObjectException damaged) {
      return Optional.empty();
    }
  }

  @Override
  public List<SiteVerdict> verdictsFor(ClassUnit unit) {
    return records(unit).map(ClassRecords::verdicts).orElse(List.of());
  }

  /** What is known of a class; nothing if its file is not the one that was looked at. */
  public Optional<ClassRecords> records(ClassUnit unit) {
    return Optional.ofNullable(classes.get(unit.name()))
        .filter(c -> c.isAbout(unit))
        .map(RecordedClass::records);
  }

  /** Internal names of classes that were looked for and are nowhere. */
  public SortedSet<String> missing() {
    return missing;
  }
}
