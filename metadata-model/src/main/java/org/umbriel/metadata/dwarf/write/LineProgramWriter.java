package org.umbriel.metadata.dwarf.write;

import java.util.Optional;
import org.umbriel.metadata.dwarf.LineRow;
import org.umbriel.metadata.dwarf.LineSequence;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.entry.ExtendedLineOpcode;
import org.umbriel.metadata.entry.LineOpcode;

/** Rows to the program whose state machine makes them (DWARF 5, 6.2.2 and 6.2.5). */
final class LineProgramWriter {
  private static final int LINE_BASE = -5;
  private static final int LINE_RANGE = 14;
  private static final int OPCODE_BASE = 13;

  /** Operands of the standard opcodes, from 1 on. */
  private static final byte[] OPERANDS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

  /** How far {@link LineOpcode#CONST_ADD_PC} advances. */
  private static final int CONSTANT_ADVANCE = (255 - OPCODE_BASE) / LINE_RANGE;

  private final SectionBuffer section;
  private final GrowingBuffer out;

  /** The registers of the state machine that outlive a row (DWARF 5, 6.2.2). */
  private long address;

  private int file;
  private int line;
  private int column;
  private int isa;
  private boolean statement;

  LineProgramWriter(SectionBuffer section) {
    this.section = section;
    this.out = section.out();
  }

  /** What a table's header says of the program. */
  void writeHeader() {
    out.u8(1);
    if (section.format().has(4)) {
      out.u8(1);
    }
    out.u8(1).u8(LINE_BASE).u8(LINE_RANGE).u8(OPCODE_BASE).bytes(OPERANDS);
  }

  void write(LineSequence sequence) {
    address = sequence.rows().get(0).address();
    file = 1;
    line = 1;
    column = 0;
    isa = 0;
    statement = true;
    extended(ExtendedLineOpcode.SET_ADDRESS, DwarfFormat.ADDRESS_SIZE);
    section.address(address);
    sequence.rows().forEach(this::write);
    if (sequence.end() != address) {
      op(LineOpcode.ADVANCE_PC).uleb(sequence.end() - address);
    }
    extended(ExtendedLineOpcode.END_SEQUENCE, 0);
  }

  private void write(LineRow row) {
    if (row.file() != file) {
      op(LineOpcode.SET_FILE).uleb(row.file());
    }
    if (row.column() != column) {
      op(LineOpcode.SET_COLUMN).uleb(row.column());
    }
    if (row.isa() != isa) {
      op(LineOpcode.SET_ISA).uleb(row.isa());
    }
    if (row.has(LineRow.STATEMENT) != statement) {
      op(LineOpcode.NEGATE_STMT);
    }
    writeFlags(row);
    advance(row.address() - address, (long) row.line() - line);
    address = row.address();
    file = row.file();
    line = row.line();
    column = row.column();
    isa = row.isa();
    statement = row.has(LineRow.STATEMENT);
  }

  private void writeFlags(LineRow row) {
    if (row.has(LineRow.BASIC_BLOCK)) {
      op(LineOpcode.SET_BASIC_BLOCK);
    }
    if (row.has(LineRow.PROLOGUE_END)) {
      op(LineOpcode.SET_PROLOGUE_END);
    }
    if (row.has(LineRow.EPILOGUE_BEGIN)) {
      op(LineOpcode.SET_EPILOGUE_BEGIN);
    }
    if (row.discriminator() != 0) {
      GrowingBuffer operand = new GrowingBuffer(5).uleb(row.discriminator());
      extended(ExtendedLineOpcode.SET_DISCRIMINATOR, operand.size()).bytes(operand);
    }
  }

  /** Appends a row that is further on by so much, by the shortest sequence of opcodes. */
  private void advance(long addresses, long lines) {
    long rest = lines;
    if (lines < LINE_BASE || lines >= LINE_BASE + LINE_RANGE) {
      op(LineOpcode.ADVANCE_LINE).sleb(lines);
      rest = 0;
    }
    Optional<Integer> special = special(addresses, rest);
    if (special.isEmpty()) {
      special = special(addresses - CONSTANT_ADVANCE, rest);
      if (special.isPresent()) {
        op(LineOpcode.CONST_ADD_PC);
      } else {
        op(LineOpcode.ADVANCE_PC).uleb(addresses);
        special = special(0, rest);
      }
    }
    out.u8(special.orElseThrow());
  }

  /** The special opcode that advances by so much, if there is one (DWARF 5, 6.2.5.1). */
  private static Optional<Integer> special(long addresses, long lines) {
    if (addresses < 0 || addresses > CONSTANT_ADVANCE) {
      return Optional.empty();
    }
    long opcode = lines - LINE_BASE + LINE_RANGE * addresses + OPCODE_BASE;
    return opcode <= 255 ? Optional.of((int) opcode) : Optional.empty();
  }

  private GrowingBuffer op(LineOpcode opcode) {
    return out.u8(opcode.value());
  }

  private GrowingBuffer extended(ExtendedLineOpcode opcode, int operandSize) {
    return out.u8(0).uleb(1 + operandSize).u8(opcode.value());
  }
}
