package org.umbriel.metadata.dwarf.read;

import java.util.Optional;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Address;
import org.umbriel.metadata.entry.AttributeValue.Block;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.AttributeValue.EntryReference;
import org.umbriel.metadata.entry.AttributeValue.Expression;
import org.umbriel.metadata.entry.AttributeValue.Flag;
import org.umbriel.metadata.entry.AttributeValue.Foreign;
import org.umbriel.metadata.entry.AttributeValue.Text;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Reference;

/** Values of attributes in each of DWARF's forms (DWARF 5, 7.5.6). */
final class FormReader {
  private final StringSection strings;
  private final StringSection lineStrings;
  private final int offsetSize;
  private final long unitStart;
  private final EntryLocator locator;

  /** Finds entries by where they start. */
  interface EntryLocator {
    Reference entryAt(InfoOffset offset) throws MalformedObjectException;
  }

  /**
   * @param offsetSize 4 in the 32-bit format, 8 in the 64-bit one
   * @param unitStart what references within a unit count from
   */
  FormReader(
      StringSection strings,
      StringSection lineStrings,
      int offsetSize,
      long unitStart,
      EntryLocator locator) {
    this.strings = strings;
    this.lineStrings = lineStrings;
    this.offsetSize = offsetSize;
    this.unitStart = unitStart;
    this.locator = locator;
  }

  AttributeValue read(Form form, Cursor in) throws MalformedObjectException {
    return switch (form) {
      case ADDR -> new Address(in.u64());
      case BLOCK1 -> new Block(in.bytes(in.u8()));
      case BLOCK2 -> new Block(in.bytes(in.u16()));
      case BLOCK4 -> new Block(in.bytes(in.u32()));
      case BLOCK -> new Block(in.bytes(in.uleb()));
      case DATA16 -> new Block(in.bytes(16));
      case EXPRLOC -> new Expression(in.bytes(in.uleb()));
      case DATA1, DATA2, DATA4, DATA8 -> new Constant(in.unsigned(form.size()));
      case UDATA -> new Constant(in.uleb());
      case SDATA -> new Constant(in.sleb());
      case FLAG -> new Flag(in.u8() != 0);
      case FLAG_PRESENT -> new Flag(true);
      case STRING -> new Text(DwarfText.decode(in.untilZero()));
      case STRP -> new Text(strings.at(offset(in)));
      case LINE_STRP -> new Text(lineStrings.at(offset(in)));
      case REF1, REF2, REF4, REF8 -> reference(unitStart, in.unsigned(form.size()), in);
      case REF_UDATA -> reference(unitStart, in.uleb(), in);
      case REF_ADDR -> reference(0, offset(in), in);
      case INDIRECT -> read(direct(in), in);
      case IMPLICIT_CONST -> throw in.malformed(form + " without a value");
      case SEC_OFFSET, STRP_SUP, GNU_REF_ALT, GNU_STRP_ALT -> new Foreign(form, offset(in));
      case REF_SIG8,
          REF_SUP4,
          REF_SUP8,
          STRX1,
          STRX2,
          STRX3,
          STRX4,
          ADDRX1,
          ADDRX2,
          ADDRX3,
          ADDRX4 ->
          new Foreign(form, in.unsigned(form.size()));
      case STRX, ADDRX, LOCLISTX, RNGLISTX, GNU_ADDR_INDEX, GNU_STR_INDEX ->
          new Foreign(form, in.uleb());
      case LLVM_ADDRX_OFFSET -> throw in.malformed(form + " is not read");
    };
  }

  void skip(Form form, Cursor in) throws MalformedObjectException {
    switch (form) {
      case STRING -> in.untilZero();
      case BLOCK1 -> in.skip(in.u8());
      case BLOCK2 -> in.skip(in.u16());
      case BLOCK4 -> in.skip(in.u32());
      case BLOCK, EXPRLOC -> in.skip(in.uleb());
      case SDATA -> in.sleb();
      case INDIRECT -> skip(direct(in), in);
      default -> {
        switch (form.size()) {
          case Form.OFFSET_SIZE -> in.skip(offsetSize);
          case Form.VARIABLE_SIZE -> in.uleb();
          default -> in.skip(form.size());
        }
      }
    }
  }

  private static Form direct(Cursor in) throws MalformedObjectException {
    int code = in.uleb31("form");
    Optional<Form> form = Form.of(code);
    if (form.isEmpty() || form.get() == Form.INDIRECT) {
      throw in.malformed("form " + code + " of an indirect value");
    }
    return form.get();
  }

  private long offset(Cursor in) throws MalformedObjectException {
    long offset = in.unsigned(offsetSize);
    if (offset >>> 32 != 0) {
      throw in.malformed("offset 0x" + Long.toHexString(offset) + " is beyond 4 GB");
    }
    return offset;
  }

  private EntryReference reference(long base, long distance, Cursor in)
      throws MalformedObjectException {
    if (distance < 0 || distance >>> 32 != 0) {
      throw in.malformed("reference 0x" + Long.toHexString(distance) + " is beyond 4 GB");
    }
    return new EntryReference(locator.entryAt(new InfoOffset(base + distance)));
  }
}
