package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Definition;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Reference;

/**
 * The values of an entry in the making: each is laid out in the form that is best for it in the
 * version of DWARF, and says which that is (DWARF 5, 7.5.6).
 */
final class ValueWriter implements AttributeValue.Visitor<Form> {
  /** A string of this many bytes is with its zero byte no longer than an offset to it. */
  private static final int SHORT_STRING = 3;

  private static final int FIRST_WITH_POINTERS = 4;

  private final SharedSections shared;
  private final DwarfFormat format;
  private final UnitOffsets unit;
  private final SectionBuffer values;
  private final GrowingBuffer out;
  private final List<Mention> mentions = new ArrayList<>();

  /**
   * Bytes that are to hold an entry's offset.
   *
   * @param fromUnit whether the offset counts from the start of the unit; it has four bytes then
   */
  record Mention(int position, Reference target, boolean fromUnit) {
    Mention movedBy(int distance) {
      return new Mention(position + distance, target, fromUnit);
    }
  }

  ValueWriter(SharedSections shared, UnitOffsets unit) {
    this.shared = shared;
    this.format = shared.format;
    this.unit = unit;
    this.values = new SectionBuffer(format);
    this.out = values.out();
  }

  /** Appends what was laid out to a section, and forgets it; returns what it mentions. */
  List<Mention> moveTo(SectionBuffer section) {
    section.append(values);
    values.clear();
    List<Mention> moved = List.copyOf(mentions);
    mentions.clear();
    return moved;
  }

  /** An offset in another section. */
  Form offset(String section, long offset) {
    values.offset(section, offset);
    if (format.has(FIRST_WITH_POINTERS)) {
      return Form.SEC_OFFSET;
    }
    return format.offsetSize() == 8 ? Form.DATA8 : Form.DATA4;
  }

  @Override
  public Form visit(AttributeValue.Address address) {
    if (format.indexed()) {
      out.uleb(shared.addressIndexes.index(address.address()));
      return Form.ADDRX;
    }
    values.address(address.address());
    return Form.ADDR;
  }

  @Override
  public Form visit(AttributeValue.Constant constant) {
    if (constant.value() < 0) {
      out.sleb(constant.value());
      return Form.SDATA;
    }
    out.uleb(constant.value());
    return Form.UDATA;
  }

  @Override
  public Form visit(AttributeValue.Flag flag) {
    if (flag.set() && format.has(FIRST_WITH_POINTERS)) {
      return Form.FLAG_PRESENT;
    }
    out.u8(flag.set() ? 1 : 0);
    return Form.FLAG;
  }

  @Override
  public Form visit(AttributeValue.Text text) {
    if (text.text().length() <= SHORT_STRING) {
      byte[] bytes = DwarfText.encode(text.text());
      if (bytes.length <= SHORT_STRING) {
        out.bytes(bytes).u8(0);
        return Form.STRING;
      }
    }
    if (format.indexed()) {
      out.uleb(shared.stringIndexes.index(text.text()));
      return Form.STRX;
    }
    values.offset(DwarfSection.STRINGS, shared.strings.offset(text.text()));
    return Form.STRP;
  }

  @Override
  public Form visit(AttributeValue.Block block) {
    Bytes bytes = block.bytes();
    out.uleb(bytes.size()).bytes(bytes);
    return Form.BLOCK;
  }

  @Override
  public Form visit(AttributeValue.Expression expression) {
    out.uleb(expression.code().size());
    ExpressionWriter.write(expression.code(), values);
    return format.has(FIRST_WITH_POINTERS) ? Form.EXPRLOC : Form.BLOCK;
  }

  @Override
  public Form visit(AttributeValue.EntryReference reference) {
    Reference target = reference.target();
    boolean here = target.unit() == unit.ordinal();
    mentions.add(new Mention(out.size(), target, here));
    if (here) {
      out.u32(0);
      return Form.REF4;
    }
    out.unsigned(0, format.entryAddressSize());
    return Form.REF_ADDR;
  }

  @Override
  public Form visit(AttributeValue.Ranges ranges) {
    return list(shared.ranges.add(ranges.ranges()), shared.rangeSection(), Form.RNGLISTX);
  }

  @Override
  public Form visit(AttributeValue.Locations locations) {
    return list(shared.locations.add(locations.entries()), shared.locationSection(), Form.LOCLISTX);
  }

  private Form list(long place, String section, Form indexed) {
    if (format.indexed()) {
      out.uleb(place);
      return indexed;
    }
    return offset(section, place);
  }

  @Override
  public Form visit(AttributeValue.Foreign foreign) {
    Form form = foreign.form();
    boolean fits = form.size() != Form.OFFSET_SIZE || format.fits(foreign.number());
    boolean older = form == Form.SEC_OFFSET && !format.has(FIRST_WITH_POINTERS);
    int since = form.definition().map(Definition::version).orElse(0);
    if (!fits || (!older && !format.has(since)) || (format.indexed() && isIndex(form))) {
      throw new IllegalArgumentException(foreign + " can't be written in " + format);
    }
    switch (form.size()) {
      case Form.VARIABLE_SIZE -> out.uleb(foreign.number());
      case Form.OFFSET_SIZE -> values.size(foreign.number());
      default -> out.unsigned(foreign.number(), form.size());
    }
    return older ? format.offsetSize() == 8 ? Form.DATA8 : Form.DATA4 : form;
  }

  /** Whether a value is a number in tables that are other ones here. */
  private static boolean isIndex(Form form) {
    return switch (form) {
      case STRX, STRX1, STRX2, STRX3, STRX4, ADDRX, ADDRX1, ADDRX2, ADDRX3, ADDRX4 -> true;
      case LOCLISTX, RNGLISTX, GNU_ADDR_INDEX, GNU_STR_INDEX -> true;
      default -> false;
    };
  }
}
