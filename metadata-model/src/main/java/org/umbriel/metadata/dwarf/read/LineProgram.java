package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.dwarf.LineRow;
import org.umbriel.metadata.dwarf.LineSequence;
import org.umbriel.metadata.dwarf.LineTable.SourceFile;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.ExtendedLineOpcode;
import org.umbriel.metadata.entry.LineOpcode;

/** The state machine that a line number program drives (DWARF 5, 6.2.2 and 6.2.5). */
final class LineProgram {
  private static final int FIRST_FOR_VLIW = 4;

  private final int addressSize;
  private final int instructionLength;
  private final boolean statementByDefault;
  private final int lineBase;
  private final int lineRange;

  /** How many operands each standard opcode has; its length is one less than the first special. */
  private final int[] operands;

  private final List<LineSequence> sequences = new ArrayList<>();
  private final List<LineRow> rows = new ArrayList<>();
  private long address;
  private long file;
  private long line;
  private long column;
  private long isa;
  private long discriminator;
  private int flags;

  /** Files that the program itself adds to the table, before DWARF 5. */
  private final List<SourceFile> defined = new ArrayList<>();

  private LineProgram(
      int addressSize,
      int instructionLength,
      boolean statementByDefault,
      int lineBase,
      int lineRange,
      int[] operands) {
    this.addressSize = addressSize;
    this.instructionLength = instructionLength;
    this.statementByDefault = statementByDefault;
    this.lineBase = lineBase;
    this.lineRange = lineRange;
    this.operands = operands;
  }

  static LineProgram readHeader(Cursor in, int version, int addressSize)
      throws MalformedObjectException {
    int instructionLength = in.u8();
    if (version >= FIRST_FOR_VLIW && in.u8() > 1) {
      throw in.malformed("line tables of VLIW machines are not read");
    }
    boolean statementByDefault = in.u8() != 0;
    int lineBase = (byte) in.u8();
    int lineRange = in.u8();
    int opcodeBase = in.u8();
    if (lineRange == 0 || opcodeBase == 0) {
      throw in.malformed("line range " + lineRange + ", opcode base " + opcodeBase);
    }
    int[] operands = new int[opcodeBase - 1];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = in.u8();
    }
    return new LineProgram(
        addressSize, instructionLength, statementByDefault, lineBase, lineRange, operands);
  }

  List<LineSequence> run(Cursor in) throws MalformedObjectException {
    reset();
    while (in.hasMore()) {
      int opcode = in.u8();
      if (opcode > operands.length) {
        special(opcode, in);
      } else if (opcode == 0) {
        extended(in.sub(in.uleb()));
      } else {
        standard(opcode, in);
      }
    }
    if (!rows.isEmpty()) {
      throw in.malformed("the last sequence has no end");
    }
    return sequences;
  }

  List<SourceFile> defined() {
    return defined;
  }

  private void reset() {
    address = 0;
    file = 1;
    line = 1;
    column = 0;
    isa = 0;
    discriminator = 0;
    flags = statementByDefault ? LineRow.STATEMENT : 0;
  }

  private void special(int opcode, Cursor in) throws MalformedObjectException {
    int adjusted = opcode - operands.length - 1;
    address += (long) instructionLength * (adjusted / lineRange);
    line += lineBase + adjusted % lineRange;
    append(in);
  }

  private void append(Cursor in) throws MalformedObjectException {
    long smallest = Math.min(Math.min(file, line), Math.min(column, Math.min(isa, discriminator)));
    long largest = Math.max(Math.max(file, line), Math.max(column, Math.max(isa, discriminator)));
    if (smallest < 0 || largest > Integer.MAX_VALUE) {
      throw in.malformed("file " + file + ", line " + line + ", column " + column);
    }
    if (goesBack()) {
      sequences.add(new LineSequence(rows, rows.get(rows.size() - 1).address()));
      rows.clear();
    }
    rows.add(
        new LineRow(
            address, (int) file, (int) line, (int) column, flags, (int) isa, (int) discriminator));
    discriminator = 0;
    flags &= LineRow.STATEMENT;
  }

  /** Assemblers do so, though a sequence should not: what follows is a sequence of its own. */
  private boolean goesBack() {
    return !rows.isEmpty()
        && Long.compareUnsigned(address, rows.get(rows.size() - 1).address()) < 0;
  }

  private void extended(Cursor in) throws MalformedObjectException {
    Optional<ExtendedLineOpcode> opcode = ExtendedLineOpcode.of(in.u8());
    if (opcode.isEmpty()) {
      return;
    }
    switch (opcode.get()) {
      case END_SEQUENCE -> endSequence();
      case SET_ADDRESS -> address = in.unsigned(in.remaining() == 4 ? 4 : addressSize);
      case SET_DISCRIMINATOR -> discriminator = in.uleb();
      case DEFINE_FILE -> defined.add(LineReader.oldFile(in));
    }
  }

  private void endSequence() {
    if (!rows.isEmpty()) {
      long last = rows.get(rows.size() - 1).address();
      sequences.add(new LineSequence(rows, goesBack() ? last : address));
      rows.clear();
    }
    reset();
  }

  private void standard(int code, Cursor in) throws MalformedObjectException {
    Optional<LineOpcode> opcode = LineOpcode.of(code);
    if (opcode.isEmpty()) {
      for (int i = 0; i < operands[code - 1]; i++) {
        in.uleb();
      }
      return;
    }
    switch (opcode.get()) {
      case COPY -> append(in);
      case ADVANCE_PC -> address += instructionLength * in.uleb();
      case ADVANCE_LINE -> line += in.sleb();
      case SET_FILE -> file = in.uleb();
      case SET_COLUMN -> column = in.uleb();
      case NEGATE_STMT -> flags ^= LineRow.STATEMENT;
      case SET_BASIC_BLOCK -> flags |= LineRow.BASIC_BLOCK;
      case CONST_ADD_PC ->
          address += (long) instructionLength * ((255 - operands.length - 1) / lineRange);
      case FIXED_ADVANCE_PC -> address += in.u16();
      case SET_PROLOGUE_END -> flags |= LineRow.PROLOGUE_END;
      case SET_EPILOGUE_BEGIN -> flags |= LineRow.EPILOGUE_BEGIN;
      case SET_ISA -> isa = in.uleb();
    }
  }
}
