package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.dwarf.write.DwarfWriter;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.site.Assumption;

/**
 * The description of an archive: a unit for each class, in the order given, and one more for the
 * types that they share. {@code read(write(classes))} gives the records of the classes back.
 */
public final class Descriptions {
  private static final SortedSet<String> NOTHING_MISSING = Collections.emptySortedSet();

  private Descriptions() {}

  /**
   * A description as an ELF64 file with DWARF 5. The same classes give the same bytes.
   *
   * @param buildId 40 hexadecimal digits that identify what is described
   * @param archiveName what the unit of shared types is called
   * @param classes with check sites as they stand in these very class files. A site at instruction
   *     -1 is one whose code is gone
   * @throws IllegalArgumentException if a record is about a method or an instruction that its class
   *     does not have
   */
  public static byte[] write(String buildId, String archiveName, List<DescribedClass> classes) {
    return write(buildId, archiveName, classes, NOTHING_MISSING);
  }

  /**
   * The same, with what was looked for in vain.
   *
   * @param missing internal names of classes that are nowhere
   */
  static byte[] write(
      String buildId, String archiveName, List<DescribedClass> classes, SortedSet<String> missing) {
    DwarfWriter writer = new DwarfWriter();
    describe(archiveName, classes, missing, writer::add);
    return ElfWriter.write(new ElfFile(Optional.of(Hexadecimal.parse(buildId)), writer.finish()));
  }

  /** The same as entries. */
  public static DebugInformation describe(String archiveName, List<DescribedClass> classes) {
    List<Unit> units = new ArrayList<>();
    describe(archiveName, classes, NOTHING_MISSING, units::add);
    return new DebugInformation(units);
  }

  private static void describe(
      String archiveName,
      List<DescribedClass> classes,
      SortedSet<String> missing,
      Consumer<Unit> units) {
    Map<String, Integer> unitOfClass = new HashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      unitOfClass.putIfAbsent(classes.get(i).unit().name(), i);
    }
    TypeTable types = new TypeTable(unitOfClass, classes.size());
    for (int i = 0; i < classes.size(); i++) {
      units.accept(new ClassDescriber(classes.get(i), i, types).describe());
    }
    units.accept(types.sharedUnit(archiveName, missing));
  }

  /** The records that a description carries, class by class. */
  public static List<RecordedClass> read(byte[] description) throws MalformedObjectException {
    List<RecordedClass> classes = new ArrayList<>();
    Map<String, Set<Assumption>> assumptions = new HashMap<>();
    for (UnitReader unit : DwarfReader.open(ElfReader.read(description)).units()) {
      if (unit.root().value(AttributeName.UMBRIEL_CLASS_DIGEST).isPresent()) {
        classes.add(recorded(unit, assumptions));
      }
    }
    return classes;
  }

  /** The classes that a description says were looked for in vain. */
  static SortedSet<String> missing(byte[] description) throws MalformedObjectException {
    SortedSet<String> missing = new TreeSet<>();
    for (UnitReader unit : DwarfReader.open(ElfReader.read(description)).units()) {
      if (unit.root().value(AttributeName.UMBRIEL_CLASS_DIGEST).isEmpty()) {
        unit.read().root().children().stream()
            .filter(entry -> entry.tag().equals(Tag.UMBRIEL_MISSING_CLASS))
            .flatMap(entry -> entry.text(AttributeName.NAME).stream())
            .forEach(name -> missing.add(name.replace('.', '/')));
      }
    }
    return missing;
  }

  private static RecordedClass recorded(UnitReader reader, Map<String, Set<Assumption>> assumptions)
      throws MalformedObjectException {
    Entry root = reader.root();
    try {
      String name = SiteDecoder.required(root, AttributeName.NAME).replace('.', '/');
      SiteDecoder decoder = new SiteDecoder(assumptions);
      for (Entry method : new RecordReader(reader).methods()) {
        decoder.add(name, method);
      }
      return new RecordedClass(ordinal(root), name, digest(root), decoder.records());
    } catch (IllegalArgumentException e) {
      throw new MalformedObjectException(
          DwarfSection.INFO,
          reader.offset().value(),
          "in the unit that starts here, " + e.getMessage());
    }
  }

  private static int ordinal(Entry root) {
    long address =
        root.address(AttributeName.LOW_PC)
            .orElseThrow(() -> new IllegalArgumentException(root.tag() + " has no address"));
    return BytecodeAddress.of(address).classOrdinal();
  }

  private static String digest(Entry root) {
    return root.value(AttributeName.UMBRIEL_CLASS_DIGEST)
        .filter(AttributeValue.Block.class::isInstance)
        .map(value -> ((AttributeValue.Block) value).bytes().toString())
        .orElseThrow(() -> new IllegalArgumentException(root.tag() + " has no digest"));
  }
}
