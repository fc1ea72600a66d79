package org.umbriel.metadata.dwarf.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.TypeSignature;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.read.Abbreviation.Specification;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Foreign;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

/** One unit, of which nothing is read before someone asks. For one thread. */
public final class UnitReader {
  /** Attributes that say how to read others, and mean nothing once those are read. */
  private static final Set<AttributeName> BASES =
      Set.of(
          AttributeName.STR_OFFSETS_BASE,
          AttributeName.ADDR_BASE,
          AttributeName.RNGLISTS_BASE,
          AttributeName.LOCLISTS_BASE,
          AttributeName.GNU_ADDR_BASE,
          AttributeName.GNU_RANGES_BASE);

  private final DwarfReader file;
  private final UnitHeader header;
  private final int ordinal;
  private final Contributions parts;
  private Optional<EntryTable> table = Optional.empty();
  private Optional<UnitBases> bases = Optional.empty();
  private Optional<ValueReader> values = Optional.empty();
  private Optional<UnitReader> skeleton = Optional.empty();
  private Optional<Long> baseAddress = Optional.empty();

  UnitReader(DwarfReader file, UnitHeader header, int ordinal, Contributions parts) {
    this.file = file;
    this.header = header;
    this.ordinal = ordinal;
    this.parts = parts;
  }

  /** An entry in the making, whose children are being read. */
  private static final class Open {
    private final Tag tag;
    private final List<Attribute> attributes;
    private final List<Entry> children = new ArrayList<>();

    private Open(Tag tag, List<Attribute> attributes) {
      this.tag = tag;
      this.attributes = attributes;
    }

    private Entry close() {
      return new Entry(tag, attributes, children);
    }
  }

  public UnitHeader header() {
    return header;
  }

  /** The file that the unit stands in. */
  public DwarfReader file() {
    return file;
  }

  /** The unit's place in references. */
  public int ordinal() {
    return ordinal;
  }

  Contributions parts() {
    return parts;
  }

  /** Where the unit starts. */
  public InfoOffset offset() {
    return header.offset();
  }

  /** A walk over the entries, none of which is kept. */
  public EntryCursor entries() throws MalformedObjectException {
    return new EntryCursor(this, header.cursor(), abbreviations());
  }

  private AbbreviationTable abbreviations() throws MalformedObjectException {
    long offset = header.abbreviations().value() + parts.abbreviations();
    return file.abbreviations(new AbbreviationOffset(offset), RawReader.of(header));
  }

  /** The entries in columns, made once. */
  public EntryTable table() throws MalformedObjectException {
    if (table.isEmpty()) {
      AbbreviationTable shapes = abbreviations();
      FieldReader fields = new FieldReader(header, shapes, this::stringOffsetOrNone);
      table = Optional.of(new EntryScanner(header, shapes).scan(file.columns(), fields));
    }
    return table.get();
  }

  /** The entry with an ordinal of this unit. */
  public Die die(int entry) {
    return new Die(this, entry);
  }

  /** The attributes of the entry with an ordinal, as they stand there. */
  List<RawAttribute> raw(int entry) throws MalformedObjectException {
    Cursor in = header.section().cursor(table().offset(entry), header.end().value());
    Abbreviation abbreviation = abbreviations().find(in.uleb31("abbreviation"));
    if (abbreviation == null) {
      throw in.malformed("no abbreviation");
    }
    RawReader forms = RawReader.of(header);
    List<RawAttribute> attributes = new ArrayList<>();
    for (Specification specification : abbreviation.specifications()) {
      attributes.add(forms.read(specification, in));
    }
    return attributes;
  }

  /** The root alone, without its children: enough to know what the unit is about. */
  public Entry root() throws MalformedObjectException {
    EntryCursor cursor = entries();
    requireRoot(cursor);
    return new Entry(cursor.tag(), ofRoot(cursor.attributes()), List.of());
  }

  /** The whole unit: all entries and the line table. */
  public Unit read() throws MalformedObjectException {
    EntryCursor cursor = entries();
    requireRoot(cursor);
    List<Attribute> attributes = cursor.attributes();
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(cursor.tag(), ofRoot(attributes)));
    while (cursor.next()) {
      closeTo(cursor.depth(), open);
      open.push(new Open(cursor.tag(), cursor.attributes()));
    }
    closeTo(1, open);
    return new Unit(open.pop().close(), lines(attributes), typeSignature());
  }

  private Optional<TypeSignature> typeSignature() throws MalformedObjectException {
    if (!header.isTypeUnit()) {
      return Optional.empty();
    }
    InfoOffset type = new InfoOffset(header.offset().value() + header.typeOffset());
    return Optional.of(new TypeSignature(header.identity(), referenceTo(type).entry()));
  }

  /** The entry with an ordinal, and all below it. */
  public Entry read(int entry) throws MalformedObjectException {
    Deque<Open> open = new ArrayDeque<>();
    Deque<Integer> ordinals = new ArrayDeque<>();
    EntryTable all = table();
    open.push(new Open(all.tag(entry), values(raw(entry))));
    ordinals.push(entry);
    for (int next = entry + 1; next < all.size() && all.parent(next) >= entry; next++) {
      while (ordinals.element() != all.parent(next)) {
        ordinals.pop();
      }
      ordinals.push(next);
      closeTo(ordinals.size() - 1, open);
      open.push(new Open(all.tag(next), values(raw(next))));
    }
    closeTo(1, open);
    return open.pop().close();
  }

  private void requireRoot(EntryCursor cursor) throws MalformedObjectException {
    if (!cursor.next()) {
      throw malformed("the unit has no entries");
    }
  }

  private MalformedObjectException malformed(String reason) {
    return new MalformedObjectException(
        header.section().section(), header.offset().value(), reason);
  }

  /** Closes the innermost entries until as many are open as given. */
  private static void closeTo(int count, Deque<Open> open) {
    while (open.size() > count) {
      Entry closed = open.pop().close();
      open.element().children.add(closed);
    }
  }

  private static List<Attribute> ofRoot(List<Attribute> attributes) {
    return attributes.stream()
        .filter(attribute -> !attribute.name().equals(AttributeName.STMT_LIST))
        .filter(attribute -> !isBase(attribute))
        .toList();
  }

  private static boolean isBase(Attribute attribute) {
    return BASES.contains(attribute.name())
        && attribute.value() instanceof Foreign foreign
        && foreign.form() == Form.SEC_OFFSET;
  }

  /** The line table that the root leads to. */
  public Optional<LineTable> lines() throws MalformedObjectException {
    EntryCursor cursor = entries();
    requireRoot(cursor);
    return lines(cursor.attributes());
  }

  private Optional<LineTable> lines(List<Attribute> attributes) throws MalformedObjectException {
    for (Attribute attribute : attributes) {
      if (attribute.name().equals(AttributeName.STMT_LIST)) {
        LineOffset offset = lineOffset(attribute.value());
        return Optional.of(
            file.lines(
                offset,
                text(attributes, AttributeName.COMP_DIR),
                text(attributes, AttributeName.NAME)));
      }
    }
    return Optional.empty();
  }

  private static String text(List<Attribute> attributes, AttributeName name) {
    for (Attribute attribute : attributes) {
      if (attribute.name().equals(name) && attribute.value() instanceof AttributeValue.Text text) {
        return text.text();
      }
    }
    return "";
  }

  private LineOffset lineOffset(AttributeValue value) throws MalformedObjectException {
    if (value instanceof Foreign offset && offset.form() == Form.SEC_OFFSET) {
      return new LineOffset(offset.number() + parts.lines());
    }
    throw malformed("DW_AT_stmt_list is no section offset");
  }

  /** What the attributes say; the same thing said twice counts once. */
  List<Attribute> values(List<RawAttribute> raw) throws MalformedObjectException {
    List<Attribute> attributes = new ArrayList<>(raw.size());
    for (RawAttribute each : raw) {
      if (!each.name().equals(AttributeName.SIBLING) && !isSaid(each.name(), attributes)) {
        attributes.add(new Attribute(each.name(), value(each)));
      }
    }
    return attributes;
  }

  private static boolean isSaid(AttributeName name, List<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      if (attribute.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** What an attribute of one of this unit's entries says. */
  public AttributeValue value(RawAttribute raw) throws MalformedObjectException {
    return values().read(raw);
  }

  ValueReader values() {
    if (values.isEmpty()) {
      values = Optional.of(new ValueReader(this, file));
    }
    return values.get();
  }

  /** The section that a name in the columns stands in. */
  Slice nameSection(int name) throws MalformedObjectException {
    return switch (name >>> FieldReader.NAME_KIND_SHIFT) {
      case FieldReader.IN_STRINGS -> file.section(DwarfSection.STRINGS);
      case FieldReader.IN_LINE_STRINGS -> file.section(DwarfSection.LINE_STRINGS);
      default -> header.section();
    };
  }

  /** What references to the entry at an offset in this unit are. */
  Reference referenceTo(InfoOffset offset) throws MalformedObjectException {
    boolean here = offset.value() < header.end().value();
    int entry = here ? table().at(offset.value()) : EntryTable.NONE;
    if (entry < 0) {
      throw new MalformedObjectException(
          header.section().section(),
          offset.value(),
          "a reference leads here, but no entry starts here");
    }
    return new Reference(ordinal, entry);
  }

  UnitBases bases() throws MalformedObjectException {
    if (bases.isEmpty()) {
      EntryCursor cursor = entries();
      requireRoot(cursor);
      bases = Optional.of(UnitBases.of(cursor.raw(), header, parts));
    }
    return bases.get();
  }

  /** The id that a skeleton and its split unit share (DWARF 5, 3.1.2; GNU's attribute before). */
  public Optional<Long> splitId() throws MalformedObjectException {
    return switch (header.type()) {
      case SKELETON, SPLIT_COMPILE -> Optional.of(header.identity());
      default -> {
        long id = bases().root().number(AttributeName.GNU_DWO_ID, 0);
        yield id == 0 ? Optional.empty() : Optional.of(id);
      }
    };
  }

  /** The unit that has the addresses: of a split unit its skeleton, else the unit itself. */
  private UnitReader owner() throws MalformedObjectException {
    if (skeleton.isEmpty()) {
      skeleton = Optional.of(parts.split() ? file.skeletonOf(this).orElse(this) : this);
    }
    return skeleton.get();
  }

  boolean hasAddresses() throws MalformedObjectException {
    UnitReader owner = owner();
    return owner.bases().addresses() >= 0 && owner.file.section(DwarfSection.ADDRESSES).size() > 0;
  }

  /** Whether this is a split unit whose skeleton nobody has opened. */
  boolean lacksAddresses() throws MalformedObjectException {
    return parts.split() && !hasAddresses();
  }

  long indexedAddress(long index) throws MalformedObjectException {
    UnitReader owner = owner();
    Slice section = owner.file.section(DwarfSection.ADDRESSES);
    if (index < 0 || index > section.size() || owner.bases().addresses() < 0) {
      throw malformed("no address with index " + Long.toUnsignedString(index));
    }
    long at = owner.bases().addresses() + index * header.addressSize();
    return section.cursor(at).unsigned(header.addressSize());
  }

  /** The section of lists that an attribute with this form leads into. */
  Slice listSection(String name, Form form) throws MalformedObjectException {
    boolean inSkeleton = name.equals(DwarfSection.RANGES) && form != Form.RNGLISTX;
    return (inSkeleton ? owner().file : file).section(name);
  }

  /** What offsets into {@code .debug_ranges} count from. */
  long rangesBase() throws MalformedObjectException {
    UnitReader owner = owner();
    return owner.equals(this) ? 0 : owner.bases().ranges();
  }

  /** What addresses in lists count from. */
  long baseAddress() throws MalformedObjectException {
    if (baseAddress.isEmpty()) {
      UnitReader owner = owner();
      long low = 0;
      for (RawAttribute raw : owner.bases().root().all()) {
        if (raw.name().equals(AttributeName.LOW_PC)
            && owner.value(raw) instanceof AttributeValue.Address address) {
          low = address.address();
        }
      }
      baseAddress = Optional.of(low);
    }
    return baseAddress.get();
  }

  /** Where the string with an index stands in the strings; negative if nobody knows. */
  long stringOffset(long index) throws MalformedObjectException {
    Slice section = file.section(DwarfSection.STRING_OFFSETS);
    long base = bases().stringOffsets();
    if (section.size() == 0 || base < 0) {
      return -1;
    }
    if (index < 0 || index > section.size()) {
      throw malformed("no string with index " + Long.toUnsignedString(index));
    }
    return section.cursor(base + index * header.offsetSize()).unsigned(header.offsetSize());
  }

  private long stringOffsetOrNone(long index) {
    try {
      return stringOffset(index);
    } catch (MalformedObjectException e) {
      return -1;
    }
  }
}
