package org.umbriel.metadata.dwarf.read;

import java.util.Optional;
import org.umbriel.metadata.dwarf.read.Abbreviation.Specification;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Form;

/**
 * Values of attributes in each of DWARF's forms (DWARF 5, 7.5.6).
 *
 * @param offsetSize 4 in the 32-bit format, 8 in the 64-bit one
 * @param entryAddressSize bytes of {@link Form#REF_ADDR}, which were those of an address in DWARF 2
 */
record RawReader(int addressSize, int offsetSize, int entryAddressSize) {
  private static final Bytes NO_BYTES = Bytes.of();

  static RawReader of(UnitHeader header) {
    int entryAddressSize = header.version() == 2 ? header.addressSize() : header.offsetSize();
    return new RawReader(header.addressSize(), header.offsetSize(), entryAddressSize);
  }

  RawAttribute read(Specification specification, Cursor in) throws MalformedObjectException {
    Form form = known(specification.form(), specification.formCode(), in);
    if (form == Form.IMPLICIT_CONST) {
      return new RawAttribute(
          specification.name(), form, in.offset(), specification.constant(), NO_BYTES);
    }
    return read(specification.name(), form, in);
  }

  private static Form known(Optional<Form> form, int code, Cursor in)
      throws MalformedObjectException {
    if (form.isEmpty()) {
      throw in.malformed("a value of unknown form, 0x" + Integer.toHexString(code));
    }
    return form.get();
  }

  RawAttribute read(AttributeName name, Form form, Cursor in) throws MalformedObjectException {
    int offset = in.offset();
    if (form == Form.INDIRECT) {
      Form direct = direct(in);
      RawAttribute value = read(name, direct, in);
      return new RawAttribute(name, direct, offset, value.number(), value.bytes());
    }
    Bytes bytes = NO_BYTES;
    long number;
    switch (form) {
      case STRING -> {
        bytes = in.untilZero();
        number = bytes.size();
      }
      case BLOCK1, BLOCK2, BLOCK4, BLOCK, EXPRLOC, DATA16 -> {
        number = length(form, in);
        bytes = in.bytes(number);
      }
      case LLVM_ADDRX_OFFSET -> {
        number = in.uleb();
        bytes = in.bytes(4);
      }
      default -> number = number(form, in);
    }
    return new RawAttribute(name, form, offset, number, bytes);
  }

  private static long length(Form form, Cursor in) throws MalformedObjectException {
    return switch (form) {
      case BLOCK1 -> in.u8();
      case BLOCK2 -> in.u16();
      case BLOCK4 -> in.u32();
      case DATA16 -> 16;
      default -> in.uleb();
    };
  }

  private long number(Form form, Cursor in) throws MalformedObjectException {
    return switch (form) {
      case FLAG_PRESENT -> 1;
      case SDATA, IMPLICIT_CONST -> in.sleb();
      case ADDR -> in.unsigned(addressSize);
      case REF_ADDR -> in.unsigned(entryAddressSize);
      default ->
          switch (form.size()) {
            case Form.OFFSET_SIZE -> in.unsigned(offsetSize);
            case Form.VARIABLE_SIZE -> in.uleb();
            default -> in.unsigned(form.size());
          };
    };
  }

  void skip(Specification specification, Cursor in) throws MalformedObjectException {
    Form form = known(specification.form(), specification.formCode(), in);
    if (form != Form.IMPLICIT_CONST) {
      skip(form, in);
    }
  }

  private void skip(Form form, Cursor in) throws MalformedObjectException {
    switch (form) {
      case STRING -> in.untilZero();
      case BLOCK1, BLOCK2, BLOCK4, BLOCK, EXPRLOC, DATA16 -> in.skip(length(form, in));
      case LLVM_ADDRX_OFFSET -> {
        in.uleb();
        in.skip(4);
      }
      case INDIRECT -> skip(direct(in), in);
      default -> number(form, in);
    }
  }

  private static Form direct(Cursor in) throws MalformedObjectException {
    int code = in.uleb31("form");
    Optional<Form> form = Form.of(code);
    if (form.isEmpty() || form.get() == Form.INDIRECT || form.get() == Form.IMPLICIT_CONST) {
      throw in.malformed("form " + code + " of an indirect value");
    }
    return form.get();
  }
}
