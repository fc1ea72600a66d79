package org.umbriel.nativeinterop.entrypoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.umbriel.metadata.dwarf.frame.FrameAddress;
import org.umbriel.metadata.dwarf.frame.FrameRow;
import org.umbriel.metadata.dwarf.frame.RegisterRule;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.nativeinterop.call.ArgumentLocations;
import org.umbriel.nativeinterop.call.ArgumentLocations.Argument;
import org.umbriel.nativeinterop.call.ArgumentLocations.Part;

/**
 * The machine code of an entry point (Intel SDM 2): a frame that debuggers can name and unwind,
 * with the arguments written into it, and a call through a slot, which leads to Java.
 *
 * <pre>
 *   endbr64; push rbp; mov rbp, rsp; sub rsp, room
 *   mov [rbp - 8], rdi ...        what is in registers, for debuggers
 *   mov rax, [rbp + 16] ...       what is on the stack, once more for the one that is called
 *   call [rip + slot]; leave; ret
 * </pre>
 */
final class EntryCode {
  private static final int RBP = 6;
  private static final int RSP = 7;
  private static final int RETURN_ADDRESS = 16;
  private static final int ALIGNMENT = 16;

  /** Numbers in machine code of rdi, rsi, rdx, rcx, r8, r9. */
  private static final int[] REGISTERS = {7, 6, 2, 1, 8, 9};

  private final long base;
  private final long start;
  private final GrowingBuffer code;
  private final ArgumentLocations locations;
  private final List<Integer> spilled = new ArrayList<>();
  private int afterPush;
  private int afterMove;
  private int afterSpills;
  private int afterLeave;
  private final int end;

  /**
   * Appends a function.
   *
   * @param code all functions so far
   * @param base the address of the first byte of the code
   * @param slot the address of what it calls
   */
  EntryCode(GrowingBuffer code, long base, long slot, ArgumentLocations locations) {
    this.code = code;
    this.base = base;
    this.locations = locations;
    start = base + code.size();
    write(slot);
    end = code.size();
    while (code.size() % ALIGNMENT != 0) {
      code.u8(0xcc);
    }
  }

  private void write(long slot) {
    int room = layOutSpills();
    int copied = (locations.stackSize() + ALIGNMENT - 1) & -ALIGNMENT;
    code.u8(0xf3).u8(0x0f).u8(0x1e).u8(0xfa);
    code.u8(0x55);
    afterPush = code.size();
    code.u8(0x48).u8(0x89).u8(0xe5);
    afterMove = code.size();
    code.u8(0x48).u8(0x81).u8(0xec).u32(room + copied);
    for (int i = 0; i < spilled.size(); i++) {
      for (Part part : locations.arguments().get(i).registers()) {
        spill(part, spilled.get(i) + part.offset());
      }
    }
    for (int offset = 0; offset < locations.stackSize(); offset += 8) {
      code.u8(0x48).u8(0x8b).u8(0x85).u32(16 + offset);
      code.u8(0x48).u8(0x89).u8(0x84).u8(0x24).u32(offset);
    }
    afterSpills = code.size();
    code.u8(0xff).u8(0x15).u32(slot - (base + code.size() + 4));
    code.u8(0xc9);
    afterLeave = code.size();
    code.u8(0xc3);
  }

  /** Gives each argument in registers a place below rbp; returns how much room all take. */
  private int layOutSpills() {
    int room = 0;
    for (Argument argument : locations.arguments()) {
      int size = 0;
      for (Part part : argument.registers()) {
        size = Math.max(size, part.offset() + 8);
      }
      room += size;
      spilled.add(-room);
    }
    return (room + ALIGNMENT - 1) & -ALIGNMENT;
  }

  private void spill(Part part, int offset) {
    if (part.isVector()) {
      code.u8(0xf2).u8(0x0f).u8(0x11).u8(0x85 | part.number() << 3).u32(offset);
    } else {
      int register = REGISTERS[part.number()];
      code.u8(register < 8 ? 0x48 : 0x4c).u8(0x89).u8(0x85 | (register & 7) << 3).u32(offset);
    }
  }

  long start() {
    return start;
  }

  long size() {
    return base + end - start;
  }

  /** Where everything is in its place, and a debugger best stops. */
  long body() {
    return base + afterSpills;
  }

  /** Where an argument is, relative to the frame's canonical address (DWARF 5, 6.4). */
  int frameOffset(int argument) {
    Argument where = locations.arguments().get(argument);
    return where.registers().isEmpty() ? where.stackOffset() : spilled.get(argument) - 16;
  }

  /** How the caller is found, from each of its instructions. */
  List<FrameRow> rows() {
    RegisterRule saved = new RegisterRule.Offset(-16);
    RegisterRule caller = new RegisterRule.Offset(-8);
    Map<Integer, RegisterRule> outside = Map.of(RETURN_ADDRESS, caller);
    Map<Integer, RegisterRule> inside = Map.of(RETURN_ADDRESS, caller, RBP, saved);
    return List.of(
        row(start, RSP, 8, outside),
        row(base + afterPush, RSP, 16, inside),
        row(base + afterMove, RBP, 16, inside),
        row(base + afterLeave, RSP, 8, outside));
  }

  private static FrameRow row(
      long address, int register, int offset, Map<Integer, RegisterRule> rules) {
    return new FrameRow(
        address, new FrameAddress.RegisterOffset(register, offset), new TreeMap<>(rules));
  }
}
