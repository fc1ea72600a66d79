package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.elf.MalformedObjectException;

/**
 * The classes of an archive with what is known about them.
 *
 * @param problems a line for each class or description that could not be read, or does not fit
 * @param claim the entry that the records come from, if they are the archive's own word
 */
public record DescribedArchive(
    List<DescribedClass> classes, List<String> problems, Optional<String> claim) {
  private static final String FOLDER = "META-INF/umbriel/";
  private static final Pattern DESCRIPTION = Pattern.compile(FOLDER + "[0-9a-f]{40}\\.debug");

  public DescribedArchive {
    classes = List.copyOf(classes);
    problems = List.copyOf(problems);
  }

  /** Where the description of a rewritten archive lies in it. */
  public static String entryName(String buildId) {
    return FOLDER + buildId + ".debug";
  }

  /**
   * An archive as its classes are now.
   *
   * @param records what is known about a class of the archive, as it stands there
   */
  public static DescribedArchive of(Archive archive, Function<ClassUnit, ClassRecords> records) {
    List<String> problems = new ArrayList<>();
    List<DescribedClass> classes = new ArrayList<>();
    decode(archive, problems)
        .forEach(
            (ordinal, unit) -> classes.add(new DescribedClass(ordinal, unit, records.apply(unit))));
    return new DescribedArchive(classes, problems, Optional.empty());
  }

  /**
   * An archive as its classes are now, with the verdicts of the description that it may carry.
   * Those are claims: fit to be printed, and for nothing else. Of a class without a claim, or with
   * one that is not about these very bytes, the check sites are found anew and are undecided.
   */
  public static DescribedArchive asClaimed(Archive archive) {
    List<String> problems = new ArrayList<>();
    Optional<Entry> description =
        archive.entries().stream()
            .filter(entry -> DESCRIPTION.matcher(entry.path()).matches())
            .filter(entry -> entry.problem().isEmpty())
            .findFirst();
    Map<Integer, RecordedClass> claims =
        description.map(entry -> claims(entry, problems)).orElse(Map.of());
    List<DescribedClass> classes = new ArrayList<>();
    decode(archive, problems)
        .forEach(
            (ordinal, unit) -> {
              Optional<RecordedClass> claim = Optional.ofNullable(claims.get(ordinal));
              boolean fits = claim.isPresent() && claim.get().isAbout(unit);
              if (claim.isPresent() && !fits) {
                problems.add(
                    unit.file().path() + ": the archive's description is of another class file");
              }
              ClassRecords records = fits ? claim.get().records() : ClassRecords.undecided(unit);
              classes.add(new DescribedClass(ordinal, unit, records));
            });
    return new DescribedArchive(
        classes, problems, description.map(Entry::path).filter(path -> !claims.isEmpty()));
  }

  private static Map<Integer, RecordedClass> claims(Entry description, List<String> problems) {
    Map<Integer, RecordedClass> claims = new HashMap<>();
    try {
      for (RecordedClass claim : Descriptions.read(description.content())) {
        claims.put(claim.ordinal(), claim);
      }
    } catch (MalformedObjectException e) {
      problems.add(description.path() + ": " + e.getMessage());
      claims.clear();
    }
    return claims;
  }

  /** The classes that can be read, by their ordinals. */
  private static Map<Integer, ClassUnit> decode(Archive archive, List<String> problems) {
    Map<Integer, ClassUnit> units = new LinkedHashMap<>();
    int ordinal = 0;
    for (Entry entry : archive.entries()) {
      entry.problem().ifPresent(problem -> problems.add(problem.toString()));
      if (entry.isClass()) {
        if (entry.problem().isEmpty()) {
          try {
            ClassFile file = new ClassFile(entry.path(), entry.content());
            units.put(ordinal, ClassDecoder.decode(file));
          } catch (MalformedClassException e) {
            problems.add(e.getMessage());
          }
        }
        ordinal++;
      }
    }
    return units;
  }
}
