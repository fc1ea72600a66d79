package org.umbriel.metadata.dwarf.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.NameHash;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.IndexAttribute;
import org.umbriel.metadata.entry.Tag;

/**
 * An index of names that stands in the file, {@code .debug_names} (DWARF 5, 6.1.1): nothing of it
 * is read before a name is looked up, and then only what the name's hash leads to. {@link
 * NameIndex} is our own, for files that have none.
 */
public final class NameTable {
  private final DwarfReader file;
  private final NameTableHeader header;
  private final Map<Integer, Shape> shapes = new HashMap<>();
  private final Budget budget;
  private final BitSet known = new BitSet();

  /** The shape of entries (DWARF 5, 6.1.1.4.7). */
  private record Shape(Tag tag, List<Column> columns) {}

  private record Column(IndexAttribute name, Form form) {}

  private NameTable(DwarfReader file, NameTableHeader header) throws MalformedObjectException {
    this.file = file;
    this.header = header;
    this.budget = new Budget(header.section());
    readShapes();
  }

  /** All indexes of a file: a linker puts those of its inputs one behind the other. */
  static List<NameTable> all(DwarfReader file) throws MalformedObjectException {
    Slice section = file.section(DwarfSection.NAMES);
    List<NameTable> tables = new ArrayList<>();
    Cursor in = section.cursor();
    while (in.hasMore()) {
      tables.add(new NameTable(file, NameTableHeader.read(section, in)));
    }
    return tables;
  }

  private void readShapes() throws MalformedObjectException {
    Cursor in = header.section().cursor(header.abbreviations(), header.pool());
    while (in.hasMore()) {
      int code = in.uleb31("code");
      if (code == 0) {
        return;
      }
      Tag tag = Tag.of(in.uleb31("tag"));
      List<Column> columns = new ArrayList<>();
      while (true) {
        int name = in.uleb31("attribute");
        int form = in.uleb31("form");
        if (name == 0 && form == 0) {
          break;
        }
        columns.add(new Column(IndexAttribute.of(name), requireNumber(form, in)));
      }
      if (shapes.put(code, new Shape(tag, columns)) != null) {
        throw in.malformed("abbreviation " + code + " is declared twice");
      }
    }
  }

  private static Form requireNumber(int code, Cursor in) throws MalformedObjectException {
    Optional<Form> form = Form.of(code);
    boolean isNumber =
        form.isPresent()
            && switch (form.get()) {
              case DATA1, DATA2, DATA4, DATA8, UDATA, SDATA, FLAG, FLAG_PRESENT -> true;
              case REF1, REF2, REF4, REF8, REF_UDATA, REF_SIG8 -> true;
              default -> false;
            };
    if (form.isEmpty() || !isNumber) {
      throw in.malformed("form 0x" + Integer.toHexString(code) + " in an index");
    }
    return form.get();
  }

  /** How many names there are; they are counted from 0 in the methods of this class. */
  public int size() {
    return (int) header.nameCount();
  }

  public String name(int index) throws MalformedObjectException {
    return file.strings().at(header.offset(header.strings(), index));
  }

  /** The units whose names are indexed. */
  public List<UnitReader> units() throws MalformedObjectException {
    List<UnitReader> units = new ArrayList<>();
    for (long i = 0; i < header.unitCount(); i++) {
      units.add(unit(header.units(), i));
    }
    return units;
  }

  /** The type units of this file whose names are indexed. */
  public List<UnitReader> typeUnits() throws MalformedObjectException {
    List<UnitReader> units = new ArrayList<>();
    for (long i = 0; i < header.typeUnitCount(); i++) {
      units.add(unit(header.typeUnits(), i));
    }
    return units;
  }

  private UnitReader unit(long table, long index) throws MalformedObjectException {
    InfoOffset offset = new InfoOffset(header.offset(table, index));
    Optional<UnitReader> unit = file.unitThatStartsAt(offset);
    if (unit.isEmpty()) {
      throw new MalformedObjectException(
          header.section().section(),
          table + index * header.offsetSize(),
          "no unit starts at 0x" + Long.toHexString(offset.value()));
    }
    return unit.get();
  }

  /** What the index says of the entries with a name; nothing if it does not know the name. */
  public List<IndexedName> find(String name) throws MalformedObjectException {
    boolean hashed = header.bucketCount() > 0;
    List<IndexedName> found = hashed ? entries(inBucket(name)) : List.of();
    boolean plain = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
    return found.isEmpty() && !(hashed && plain) ? entries(anywhere(name)) : found;
  }

  /** Writers disagree on the lower case of rare letters. */
  private int anywhere(String name) throws MalformedObjectException {
    for (int index = 0; index < size(); index++) {
      if (name(index).equals(name)) {
        return index;
      }
    }
    return -1;
  }

  private int inBucket(String name) throws MalformedObjectException {
    long hash = NameHash.of(name) & 0xffffffffL;
    long bucket = hash % header.bucketCount();
    long first = header.number(header.buckets(), bucket);
    for (long i = first - 1; i >= 0 && i < header.nameCount(); i++) {
      long each = header.number(header.hashes(), i);
      if (each % header.bucketCount() != bucket) {
        return -1;
      }
      if (each == hash && name((int) i).equals(name)) {
        return (int) i;
      }
    }
    return -1;
  }

  /**
   * What the index says of the entries with a name.
   *
   * @param index of the name; there is nothing behind a negative one
   */
  public List<IndexedName> entries(int index) throws MalformedObjectException {
    List<IndexedName> entries = new ArrayList<>();
    if (index < 0) {
      return entries;
    }
    long start = header.pool() + header.offset(header.places(), index);
    Cursor in = header.section().cursor(start, header.end());
    while (true) {
      long offset = in.offset() - header.pool();
      int code = in.uleb31("abbreviation");
      if (code == 0) {
        break;
      }
      Shape shape = shapes.get(code);
      if (shape == null) {
        throw in.malformed("abbreviation " + code + " is not declared");
      }
      entries.add(entry(offset, shape, in));
    }
    if (!known.get(index)) {
      known.set(index);
      budget.spend(start, in.offset() - start);
    }
    return entries;
  }

  private IndexedName entry(long offset, Shape shape, Cursor in) throws MalformedObjectException {
    List<IndexedName.Value> values = new ArrayList<>();
    for (Column column : shape.columns) {
      Form form = column.form;
      long number =
          switch (form) {
            case FLAG_PRESENT -> 1;
            case SDATA -> in.sleb();
            case UDATA, REF_UDATA -> in.uleb();
            default -> in.unsigned(form.size());
          };
      values.add(new IndexedName.Value(column.name, form, number));
    }
    return new IndexedName(offset, shape.tag, values);
  }

  /**
   * The unit that an entry stands in: the only one, if the index is about one. A type unit of
   * another file is found by its signature, if this file has it too.
   */
  public Optional<UnitReader> unit(IndexedName entry) throws MalformedObjectException {
    OptionalLong type = entry.value(IndexAttribute.TYPE_UNIT);
    if (type.isPresent()) {
      long index = type.getAsLong();
      if (index >= 0 && index < header.typeUnitCount()) {
        return Optional.of(unit(header.typeUnits(), index));
      }
      long foreign = index - header.typeUnitCount();
      if (index < 0 || foreign >= header.foreignTypeUnitCount()) {
        throw malformed(entry, "no type unit " + Long.toUnsignedString(index));
      }
      long at = header.foreignTypeUnits() + 8 * foreign;
      return file.typeWithSignature(header.section().cursor(at).u64()).map(Die::unit);
    }
    long index = entry.value(IndexAttribute.COMPILE_UNIT).orElse(0);
    if (index < 0 || index >= header.unitCount()) {
      throw malformed(entry, "no unit " + Long.toUnsignedString(index));
    }
    return Optional.of(unit(header.units(), index));
  }

  /**
   * The entry itself; empty if the index does not say where in its unit it stands, as those that
   * gdb 13 makes do not, or if the unit is but the skeleton of a split one.
   */
  public Optional<Die> die(IndexedName entry) throws MalformedObjectException {
    OptionalLong offset = entry.value(IndexAttribute.DIE_OFFSET);
    Optional<UnitReader> unit = offset.isPresent() ? unit(entry) : Optional.empty();
    if (unit.isEmpty() || unit.get().splitId().isPresent()) {
      return Optional.empty();
    }
    long at = unit.get().offset().value() + offset.getAsLong();
    return Optional.of(file.die(unit.get().referenceTo(new InfoOffset(at))));
  }

  private MalformedObjectException malformed(IndexedName entry, String reason) {
    return new MalformedObjectException(
        header.section().section(), header.pool() + entry.offset(), reason);
  }
}
