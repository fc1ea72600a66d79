package org.umbriel.metadata.dwarf;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Operand;
import org.umbriel.metadata.entry.OperationCode;

/** DWARF expressions (DWARF 5, 2.5): how values and places are computed. */
public final class Expressions {
  private static final int ADDRESS_SIZE = 8;
  private static final int OFFSET_SIZE = 4;

  private Expressions() {}

  /** The place of a value in a register; by the address rule, local slot n is register n. */
  public static Bytes register(int number) {
    GrowingBuffer code = new GrowingBuffer(4);
    code.u8(OperationCode.REGX.value()).uleb(number);
    return Bytes.of(code.toArray());
  }

  /** The steps of an expression; behind an unknown operation everything is its block. */
  public static List<Operation> decode(Bytes code) throws MalformedObjectException {
    return decode(code, new ArrayList<>());
  }

  /**
   * The same, for those who need to know where the steps stand.
   *
   * @param offsets takes where each step starts
   */
  public static List<Operation> decode(Bytes code, List<Integer> offsets)
      throws MalformedObjectException {
    Cursor in = Slice.of("expression", code.toArray()).cursor();
    List<Operation> operations = new ArrayList<>();
    while (in.hasMore()) {
      offsets.add(in.offset());
      operations.add(operation(in));
    }
    return operations;
  }

  private static Operation operation(Cursor in) throws MalformedObjectException {
    OperationCode code = OperationCode.of(in.u8());
    List<Long> operands = new ArrayList<>();
    Bytes block = Bytes.of();
    if (code.definition().isEmpty()) {
      block = in.bytes(in.remaining());
    }
    for (Operand operand : code.operands()) {
      long number = number(operand, in);
      operands.add(number);
      if (operand == Operand.BLOCK || operand == Operand.BLOCK1) {
        block = in.bytes(number);
      }
    }
    return new Operation(code, operands, block);
  }

  private static long number(Operand operand, Cursor in) throws MalformedObjectException {
    return switch (operand) {
      case U1, BLOCK1 -> in.u8();
      case S1 -> (byte) in.u8();
      case U2 -> in.u16();
      case S2 -> (short) in.u16();
      case U4 -> in.u32();
      case S4 -> (int) in.u32();
      case U8, S8 -> in.u64();
      case UNSIGNED, BLOCK -> in.uleb();
      case SIGNED -> in.sleb();
      case ADDRESS -> in.unsigned(ADDRESS_SIZE);
      case OFFSET -> in.unsigned(OFFSET_SIZE);
    };
  }
}
