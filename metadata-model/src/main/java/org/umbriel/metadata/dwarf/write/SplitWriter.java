package org.umbriel.metadata.dwarf.write;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;

/**
 * Units in two halves (DWARF 5, 3.1.2 and 7.3.2): a skeleton in the file that is linked and run,
 * with all that has an address, and the entries in a split file, which no linker touches. A
 * skeleton and its split unit have the same identity, made of what the split file holds.
 */
public final class SplitWriter {
  private static final int FIRST_WITH_SKELETONS = 5;

  /** What a skeleton says, and its split unit does not. */
  private static final Set<AttributeName> OF_SKELETON =
      Set.of(
          AttributeName.COMP_DIR,
          AttributeName.LOW_PC,
          AttributeName.HIGH_PC,
          AttributeName.RANGES);

  private final DwarfFormat splitFormat;
  private final SharedSections shared;
  private final DwarfWriter skeletons;
  private final Map<String, List<ElfSection>> split = new LinkedHashMap<>();

  /**
   * The sections of all files.
   *
   * @param skeletons of the file that is linked and run
   * @param split of each split file, by the name that its skeleton calls it
   */
  public record Halves(List<ElfSection> skeletons, Map<String, List<ElfSection>> split) {
    public Halves {
      skeletons = List.copyOf(skeletons);
    }
  }

  /**
   * @param format of the skeletons; what they mention is always indexed
   * @throws IllegalArgumentException before DWARF 5
   */
  public SplitWriter(DwarfFormat format) {
    if (!format.has(FIRST_WITH_SKELETONS)) {
      throw new IllegalArgumentException("DWARF " + format.version() + " has no skeletons");
    }
    shared = new SharedSections(format.withIndexes());
    skeletons = new DwarfWriter(shared);
    splitFormat = new DwarfFormat(format.version(), format.offsetSize(), true, false, false);
  }

  /**
   * Writes a split file and its skeleton.
   *
   * @param name of the file, as the skeleton has it
   * @param units one compilation unit, and the type units that go with it; their references lead to
   *     each other
   * @throws IllegalArgumentException if there are other units
   */
  public SplitWriter add(String name, List<Unit> units) {
    DwarfWriter writer = new DwarfWriter(new SharedSections(splitFormat, Optional.of(shared)));
    List<Unit> compiled =
        units.stream().filter(u -> u.root().tag().equals(Tag.COMPILE_UNIT)).toList();
    if (compiled.size() != 1 || split.containsKey(name)) {
      throw new IllegalArgumentException(compiled.size() + " compilation units in " + name);
    }
    Unit whole = compiled.get(0);
    int ordinal = units.indexOf(whole);
    for (int i = 0; i < units.size(); i++) {
      writer.add(i == ordinal ? withoutSkeleton(whole) : units.get(i), 0);
    }
    long identity = writer.identify(ordinal);
    skeletons.add(skeleton(name, whole), identity);
    split.put(name, writer.finish());
    return this;
  }

  private static Unit withoutSkeleton(Unit unit) {
    Entry root = unit.root();
    List<Attribute> rest =
        root.attributes().stream().filter(a -> !OF_SKELETON.contains(a.name())).toList();
    return new Unit(new Entry(root.tag(), rest, root.children()), Optional.empty());
  }

  private static Unit skeleton(String name, Unit unit) {
    Entry.Builder root = Entry.builder(Tag.SKELETON_UNIT).text(AttributeName.DWO_NAME, name);
    for (Attribute attribute : unit.root().attributes()) {
      if (OF_SKELETON.contains(attribute.name())) {
        root.with(attribute.name(), attribute.value());
      }
    }
    return new Unit(root.build(), unit.lines());
  }

  public Halves finish() {
    return new Halves(skeletons.finish(), new LinkedHashMap<>(split));
  }
}
