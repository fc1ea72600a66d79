package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.NameHash;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.IndexAttribute;
import org.umbriel.metadata.entry.Tag;

/** One index of the names in all units to {@code .debug_names} (DWARF 5, 6.1.1). */
final class NameTableWriter {
  private static final int VERSION = 5;

  private final SharedSections shared;
  private final IndexedEntries entries = new IndexedEntries();

  /** Ordinals of units, each with its number in the index's list of them. */
  private final Map<Integer, Integer> compileUnits = new LinkedHashMap<>();

  private final Map<Integer, Integer> typeUnits = new LinkedHashMap<>();

  NameTableWriter(SharedSections shared) {
    this.shared = shared;
  }

  void add(Unit unit, UnitOffsets offsets) {
    Map<Integer, Integer> list = unit.type().isPresent() ? typeUnits : compileUnits;
    list.put(offsets.ordinal(), list.size());
    entries.add(unit.root(), offsets.ordinal());
  }

  /** A name with what has it. */
  private record Named(String name, int hash, List<IndexedEntries.Found> all) {
    int bucket(int buckets) {
      return Integer.remainderUnsigned(hash, buckets);
    }
  }

  /**
   * @param units where all units came to stand
   */
  SectionBuffer finish(List<UnitOffsets> units) {
    SectionBuffer out = new SectionBuffer(shared.format);
    List<Named> names = new ArrayList<>();
    entries.byName().forEach((name, found) -> names.add(new Named(name, NameHash.of(name), found)));
    int buckets = Math.max(1, (names.size() + 1) / 2);
    names.sort(
        Comparator.<Named>comparingInt(each -> each.bucket(buckets))
            .thenComparing(Named::hash, Integer::compareUnsigned)
            .thenComparing(Named::name));
    Pool pool = new Pool(units, names);
    int opened = out.open();
    out.out().u16(VERSION).u16(0);
    out.out().u32(compileUnits.size()).u32(typeUnits.size()).u32(0);
    out.out().u32(buckets).u32(names.size()).u32(pool.shapes.size()).u32(0);
    for (Map<Integer, Integer> list : List.of(compileUnits, typeUnits)) {
      list.keySet().forEach(unit -> out.offset(DwarfSection.INFO, units.get(unit).start()));
    }
    writeHashes(names, buckets, out);
    names.forEach(each -> out.offset(DwarfSection.STRINGS, shared.strings.offset(each.name)));
    pool.starts.forEach(out::size);
    out.append(pool.shapes);
    out.append(pool.entries);
    out.close(opened);
    return out;
  }

  private static void writeHashes(List<Named> names, int buckets, SectionBuffer out) {
    int[] first = new int[buckets];
    for (int i = names.size() - 1; i >= 0; i--) {
      first[names.get(i).bucket(buckets)] = i + 1;
    }
    for (int each : first) {
      out.out().u32(each);
    }
    names.forEach(each -> out.out().u32(each.hash));
  }

  /** The entries and their abbreviations (DWARF 5, 6.1.1.4.7 and 6.1.1.4.8). */
  private final class Pool {
    private final SectionBuffer shapes = new SectionBuffer(shared.format);
    private final SectionBuffer entries = new SectionBuffer(shared.format);
    private final List<Long> starts = new ArrayList<>();
    private final Map<Shape, Integer> codes = new HashMap<>();

    /**
     * @param unit names the list of units that the entry's is in; empty if there is but one unit
     */
    private record Shape(Tag tag, Optional<IndexAttribute> unit) {}

    Pool(List<UnitOffsets> units, List<Named> names) {
      for (Named name : names) {
        starts.add((long) entries.size());
        name.all.forEach(found -> add(found, units.get(found.unit())));
        entries.out().u8(0);
      }
      shapes.out().u8(0);
    }

    private void add(IndexedEntries.Found found, UnitOffsets unit) {
      Integer type = typeUnits.get(found.unit());
      Integer compile = compileUnits.get(found.unit());
      if (type != null) {
        entries.out().uleb(code(new Shape(found.tag(), Optional.of(IndexAttribute.TYPE_UNIT))));
        entries.out().uleb(type);
      } else if (compile != null && compileUnits.size() > 1) {
        entries.out().uleb(code(new Shape(found.tag(), Optional.of(IndexAttribute.COMPILE_UNIT))));
        entries.out().uleb(compile);
      } else {
        entries.out().uleb(code(new Shape(found.tag(), Optional.empty())));
      }
      entries.out().u32((long) unit.offset(found.entry()) - unit.start());
    }

    private int code(Shape shape) {
      Integer known = codes.get(shape);
      if (known != null) {
        return known;
      }
      int code = codes.size() + 1;
      codes.put(shape, code);
      shapes.out().uleb(code).uleb(shape.tag.value());
      shape.unit.ifPresent(list -> shapes.out().uleb(list.value()).uleb(Form.UDATA.value()));
      shapes.out().uleb(IndexAttribute.DIE_OFFSET.value()).uleb(Form.REF4.value()).u16(0);
      return code;
    }
  }
}
