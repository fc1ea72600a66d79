package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.dwarf.write.AbbreviationWriter.Shape;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Reference;

/**
 * Entries of one unit to {@code .debug_info}. The values of an entry are laid out aside first, each
 * deciding on its form; then its abbreviation is known, and both are written.
 */
final class EntryWriter implements AttributeValue.Visitor<Form> {
  /** A string of this many bytes is with its zero byte no longer than an offset to it. */
  private static final int SHORT_STRING = 3;

  /** Constants that stand in the abbreviation, since entries of the same shape share them. */
  private static final Set<AttributeName> FEW_VALUES =
      Set.of(
          AttributeName.ACCESSIBILITY,
          AttributeName.BYTE_SIZE,
          AttributeName.DECL_FILE,
          AttributeName.ENCODING,
          AttributeName.LANGUAGE,
          AttributeName.VIRTUALITY,
          AttributeName.UMBRIEL_ACCESS);

  private final GrowingBuffer info;
  private final AbbreviationWriter abbreviations;
  private final StringTable strings;
  private final ListWriter lists;
  private final UnitOffsets unit;
  private final GrowingBuffer values = new GrowingBuffer();
  private final List<FixUp> mentions = new ArrayList<>();
  private final List<FixUp> fixUps;

  /**
   * Four bytes that are to hold an entry's offset.
   *
   * @param base what the offset counts from
   */
  record FixUp(int position, Reference target, int base) {
    private FixUp movedBy(int distance) {
      return new FixUp(position + distance, target, base);
    }
  }

  /**
   * @param fixUps takes the references of this unit's entries
   */
  EntryWriter(
      GrowingBuffer info,
      AbbreviationWriter abbreviations,
      StringTable strings,
      ListWriter lists,
      UnitOffsets unit,
      List<FixUp> fixUps) {
    this.info = info;
    this.abbreviations = abbreviations;
    this.strings = strings;
    this.lists = lists;
    this.unit = unit;
    this.fixUps = fixUps;
  }

  /**
   * @param lineTable the offset of the unit's line table, which becomes the root's last attribute
   */
  void writeRoot(Entry root, OptionalInt lineTable) {
    unit.add(info.size());
    Shape shape = new Shape(root, lineTable.isPresent() ? 1 : 0);
    layOut(root, shape);
    if (lineTable.isPresent()) {
      shape.add(AttributeName.STMT_LIST, Form.SEC_OFFSET, 0);
      values.u32(lineTable.getAsInt());
    }
    flush(shape);
    writeChildren(root);
  }

  private void write(Entry entry) {
    unit.add(info.size());
    Shape shape = new Shape(entry, 0);
    layOut(entry, shape);
    flush(shape);
    writeChildren(entry);
  }

  private void writeChildren(Entry entry) {
    if (!entry.children().isEmpty()) {
      entry.children().forEach(this::write);
      info.u8(0);
    }
  }

  private void layOut(Entry entry, Shape shape) {
    for (Attribute attribute : entry.attributes()) {
      AttributeName name = attribute.name();
      if (FEW_VALUES.contains(name) && attribute.value() instanceof Constant constant) {
        shape.add(name, Form.IMPLICIT_CONST, constant.value());
      } else {
        shape.add(name, attribute.value().accept(this), 0);
      }
    }
  }

  private void flush(Shape shape) {
    info.uleb(abbreviations.code(shape));
    int base = info.size();
    info.bytes(values);
    values.clear();
    for (FixUp mention : mentions) {
      fixUps.add(mention.movedBy(base));
    }
    mentions.clear();
  }

  @Override
  public Form visit(AttributeValue.Address address) {
    values.u64(address.address());
    return Form.ADDR;
  }

  @Override
  public Form visit(Constant constant) {
    if (constant.value() < 0) {
      values.sleb(constant.value());
      return Form.SDATA;
    }
    values.uleb(constant.value());
    return Form.UDATA;
  }

  @Override
  public Form visit(AttributeValue.Flag flag) {
    if (flag.set()) {
      return Form.FLAG_PRESENT;
    }
    values.u8(0);
    return Form.FLAG;
  }

  @Override
  public Form visit(AttributeValue.Text text) {
    if (text.text().length() <= SHORT_STRING) {
      byte[] bytes = DwarfText.encode(text.text());
      if (bytes.length <= SHORT_STRING) {
        values.bytes(bytes).u8(0);
        return Form.STRING;
      }
    }
    values.u32(strings.offset(text.text()));
    return Form.STRP;
  }

  @Override
  public Form visit(AttributeValue.Block block) {
    return bytes(block.bytes(), Form.BLOCK);
  }

  @Override
  public Form visit(AttributeValue.Expression expression) {
    return bytes(expression.code(), Form.EXPRLOC);
  }

  private Form bytes(Bytes bytes, Form form) {
    values.uleb(bytes.size()).bytes(bytes);
    return form;
  }

  @Override
  public Form visit(AttributeValue.EntryReference reference) {
    Reference target = reference.target();
    boolean here = target.unit() == unit.ordinal();
    mentions.add(new FixUp(values.size(), target, here ? unit.start() : 0));
    values.u32(0);
    return here ? Form.REF4 : Form.REF_ADDR;
  }

  @Override
  public Form visit(AttributeValue.Ranges ranges) {
    values.u32(lists.ranges(ranges.ranges()));
    return Form.SEC_OFFSET;
  }

  @Override
  public Form visit(AttributeValue.Locations locations) {
    values.u32(lists.locations(locations.entries()));
    return Form.SEC_OFFSET;
  }

  @Override
  public Form visit(AttributeValue.Foreign foreign) {
    Form form = foreign.form();
    switch (form.size()) {
      case Form.VARIABLE_SIZE -> values.uleb(foreign.number());
      case Form.OFFSET_SIZE -> values.u32(foreign.number());
      default -> values.unsigned(foreign.number(), form.size());
    }
    return form;
  }
}
