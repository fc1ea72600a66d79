package org.umbriel.metadata.dwarf.read;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Address;
import org.umbriel.metadata.entry.AttributeValue.Block;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.AttributeValue.EntryReference;
import org.umbriel.metadata.entry.AttributeValue.Expression;
import org.umbriel.metadata.entry.AttributeValue.Flag;
import org.umbriel.metadata.entry.AttributeValue.Foreign;
import org.umbriel.metadata.entry.AttributeValue.Locations;
import org.umbriel.metadata.entry.AttributeValue.Ranges;
import org.umbriel.metadata.entry.AttributeValue.Text;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.LocationEntry;

/**
 * What the attributes of a unit's entries say: indices and offsets are followed into the sections
 * they lead to, as the unit's version of DWARF has it. What leads nowhere, since the section is in
 * another file, stays as it stands.
 */
final class ValueReader {
  /** Attributes whose block was an expression before there was a form for that. */
  private static final Set<AttributeName> EXPRESSIONS =
      Set.of(
          AttributeName.LOCATION,
          AttributeName.STRING_LENGTH,
          AttributeName.RETURN_ADDR,
          AttributeName.DATA_MEMBER_LOCATION,
          AttributeName.FRAME_BASE,
          AttributeName.SEGMENT,
          AttributeName.STATIC_LINK,
          AttributeName.USE_LOCATION,
          AttributeName.VTABLE_ELEM_LOCATION,
          AttributeName.DATA_LOCATION,
          AttributeName.ALLOCATED,
          AttributeName.ASSOCIATED,
          AttributeName.BYTE_STRIDE,
          AttributeName.BYTE_SIZE,
          AttributeName.BIT_SIZE,
          AttributeName.LOWER_BOUND,
          AttributeName.UPPER_BOUND,
          AttributeName.COUNT,
          AttributeName.GNU_CALL_SITE_VALUE,
          AttributeName.GNU_CALL_SITE_DATA_VALUE,
          AttributeName.GNU_CALL_SITE_TARGET,
          AttributeName.GNU_CALL_SITE_TARGET_CLOBBERED);

  /** Attributes that may lead to a list of locations. */
  private static final Set<AttributeName> LOCATED =
      Set.of(
          AttributeName.LOCATION,
          AttributeName.STRING_LENGTH,
          AttributeName.RETURN_ADDR,
          AttributeName.FRAME_BASE,
          AttributeName.STATIC_LINK,
          AttributeName.USE_LOCATION,
          AttributeName.VTABLE_ELEM_LOCATION);

  /** Attributes that lead to other sections. */
  private static final Set<AttributeName> POINTERS =
      Set.of(
          AttributeName.STMT_LIST,
          AttributeName.RANGES,
          AttributeName.MACRO_INFO,
          AttributeName.MACROS,
          AttributeName.GNU_MACROS,
          AttributeName.START_SCOPE);

  private static final int FIRST_WITH_POINTER_FORM = 4;
  private static final int FIRST_WITH_LISTS = 5;

  private final UnitReader unit;
  private final DwarfReader file;
  private final UnitHeader header;

  ValueReader(UnitReader unit, DwarfReader file) {
    this.unit = unit;
    this.file = file;
    this.header = unit.header();
  }

  AttributeValue read(RawAttribute raw) throws MalformedObjectException {
    Form form = raw.form();
    return switch (form) {
      case ADDR -> new Address(raw.number());
      case ADDRX, ADDRX1, ADDRX2, ADDRX3, ADDRX4, GNU_ADDR_INDEX, LLVM_ADDRX_OFFSET -> address(raw);
      case BLOCK1, BLOCK2, BLOCK4, BLOCK ->
          header.version() < FIRST_WITH_POINTER_FORM && EXPRESSIONS.contains(raw.name())
              ? new Expression(raw.bytes())
              : new Block(raw.bytes());
      case DATA16 -> new Block(raw.bytes());
      case EXPRLOC -> new Expression(raw.bytes());
      case DATA4, DATA8 -> isOldPointer(raw.name()) ? pointer(raw) : new Constant(raw.number());
      case DATA1, DATA2, UDATA, SDATA, IMPLICIT_CONST -> new Constant(raw.number());
      case FLAG, FLAG_PRESENT -> new Flag(raw.number() != 0);
      case STRING,
          STRP,
          LINE_STRP,
          STRX,
          STRX1,
          STRX2,
          STRX3,
          STRX4,
          GNU_STR_INDEX,
          STRP_SUP,
          GNU_STRP_ALT ->
          text(raw).<AttributeValue>map(Text::new).orElseGet(() -> foreign(raw));
      case REF1, REF2, REF4, REF8, REF_UDATA ->
          new EntryReference(unit.referenceTo(target(header.offset().value(), raw)));
      case REF_ADDR -> new EntryReference(file.entryAt(target(0, raw)));
      case SEC_OFFSET, RNGLISTX, LOCLISTX -> pointer(raw);
      case REF_SIG8, REF_SUP4, REF_SUP8, GNU_REF_ALT -> foreign(raw);
      case INDIRECT -> throw malformed(raw, "an indirect value of an indirect value");
    };
  }

  private boolean isOldPointer(AttributeName name) {
    return header.version() < FIRST_WITH_POINTER_FORM
        && (POINTERS.contains(name) || LOCATED.contains(name));
  }

  private static Foreign foreign(RawAttribute raw) {
    boolean old = raw.form() == Form.DATA4 || raw.form() == Form.DATA8;
    return new Foreign(old ? Form.SEC_OFFSET : raw.form(), raw.number());
  }

  private InfoOffset target(long base, RawAttribute raw) throws MalformedObjectException {
    if (raw.number() < 0 || raw.number() >>> 32 != 0) {
      throw malformed(raw, "reference 0x" + Long.toHexString(raw.number()) + " is beyond 4 GB");
    }
    return new InfoOffset(base + raw.number());
  }

  /** The text that an attribute is, if it is one. */
  Optional<String> text(RawAttribute raw) throws MalformedObjectException {
    return switch (raw.form()) {
      case STRING -> Optional.of(DwarfText.decode(raw.bytes()));
      case STRP -> Optional.of(file.strings().at(raw.number()));
      case LINE_STRP -> Optional.of(file.lineStrings().at(raw.number()));
      case STRX, STRX1, STRX2, STRX3, STRX4, GNU_STR_INDEX -> {
        long offset = unit.stringOffset(raw.number());
        yield offset < 0 ? Optional.empty() : Optional.of(file.strings().at(offset));
      }
      case STRP_SUP, GNU_STRP_ALT -> {
        Optional<DwarfReader> other = file.supplementary();
        yield other.isEmpty()
            ? Optional.empty()
            : Optional.of(other.get().strings().at(raw.number()));
      }
      default -> Optional.empty();
    };
  }

  private AttributeValue address(RawAttribute raw) throws MalformedObjectException {
    if (!unit.hasAddresses()) {
      if (raw.form() == Form.LLVM_ADDRX_OFFSET) {
        throw malformed(raw, "an address, but no section of addresses");
      }
      return foreign(raw);
    }
    long address = unit.indexedAddress(raw.number());
    if (raw.form() == Form.LLVM_ADDRX_OFFSET) {
      address += Slice.of("distance", raw.bytes().toArray()).cursor().u32();
    }
    return new Address(address);
  }

  private AttributeValue pointer(RawAttribute raw) throws MalformedObjectException {
    if (raw.name().equals(AttributeName.RANGES) || raw.form() == Form.RNGLISTX) {
      Optional<List<AddressRange>> ranges = ranges(raw);
      return ranges.<AttributeValue>map(Ranges::new).orElseGet(() -> foreign(raw));
    }
    if (LOCATED.contains(raw.name()) || raw.form() == Form.LOCLISTX) {
      Optional<List<LocationEntry>> locations = locations(raw);
      return locations.<AttributeValue>map(Locations::new).orElseGet(() -> foreign(raw));
    }
    return foreign(raw);
  }

  private Optional<List<AddressRange>> ranges(RawAttribute raw) throws MalformedObjectException {
    boolean modern = header.version() >= FIRST_WITH_LISTS;
    Slice section =
        unit.listSection(modern ? DwarfSection.RANGE_LISTS : DwarfSection.RANGES, raw.form());
    if (section.size() == 0 || unit.lacksAddresses()) {
      return Optional.empty();
    }
    long offset = raw.number();
    if (raw.form() == Form.RNGLISTX) {
      offset = listed(section, unit.bases().rangeLists(), raw);
    } else if (!modern) {
      offset += unit.rangesBase();
    }
    ListReader lists = lists(section);
    Cursor in = section.cursor(offset);
    return Optional.of(modern ? lists.ranges(in) : lists.oldRanges(in));
  }

  private Optional<List<LocationEntry>> locations(RawAttribute raw)
      throws MalformedObjectException {
    boolean modern = header.version() >= FIRST_WITH_LISTS;
    Slice section =
        unit.listSection(modern ? DwarfSection.LOCATION_LISTS : DwarfSection.LOCATIONS, raw.form());
    if (section.size() == 0 || unit.lacksAddresses()) {
      return Optional.empty();
    }
    long offset = raw.number();
    if (raw.form() == Form.LOCLISTX) {
      offset = listed(section, unit.bases().locationLists(), raw);
    } else {
      offset += unit.parts().locationLists();
    }
    ListReader lists = lists(section);
    Cursor in = section.cursor(offset);
    boolean gnu = !modern && unit.parts().split();
    return Optional.of(modern || gnu ? lists.locations(in, gnu) : lists.oldLocations(in));
  }

  /** Where the list with an index stands: the table of offsets starts at the unit's base. */
  private long listed(Slice section, long base, RawAttribute raw) throws MalformedObjectException {
    if (base < 0 || raw.number() < 0 || raw.number() > section.size()) {
      throw malformed(raw, "no list with index " + raw.number());
    }
    long at = base + raw.number() * header.offsetSize();
    return base + section.cursor(at).unsigned(header.offsetSize());
  }

  private ListReader lists(Slice section) throws MalformedObjectException {
    return new ListReader(
        header.addressSize(), unit.baseAddress(), unit::indexedAddress, file.budget(section));
  }

  private MalformedObjectException malformed(RawAttribute raw, String reason) {
    return new MalformedObjectException(header.section().section(), raw.offset(), reason);
  }
}
