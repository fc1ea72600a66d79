package org.umbriel.metadata.dwarf.frame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.Bytes;

/** Runs call frame instructions to rows (DWARF 5, 6.4.2 and 7.24). */
final class FrameInterpreter {
  private static final int MOST_ROWS = 1 << 20;
  private static final int DEEPEST = 1000;

  private final FrameDescription description;
  private final CommonInformation common;
  private final List<FrameRow> rows = new ArrayList<>();
  private final Deque<State> saved = new ArrayDeque<>();
  private State state;
  private State initial;
  private long address;

  FrameInterpreter(FrameDescription description) {
    this.description = description;
    this.common = description.common();
    this.address = description.range().start();
    this.state = new State(new FrameAddress.RegisterOffset(0, 0), new TreeMap<>());
    this.initial = state;
  }

  /** The rules in force. */
  private record State(FrameAddress frameAddress, SortedMap<Integer, RegisterRule> rules) {
    State with(FrameAddress other) {
      return new State(other, rules);
    }

    State with(int register, RegisterRule rule) {
      SortedMap<Integer, RegisterRule> changed = new TreeMap<>(rules);
      changed.put(register, rule);
      return new State(frameAddress, changed);
    }

    State without(int register) {
      SortedMap<Integer, RegisterRule> changed = new TreeMap<>(rules);
      changed.remove(register);
      return new State(frameAddress, changed);
    }
  }

  List<FrameRow> rows() throws MalformedObjectException {
    run(common.instructions());
    initial = state;
    rows.clear();
    address = description.range().start();
    run(description.instructions());
    add();
    return rows;
  }

  private void run(Bytes instructions) throws MalformedObjectException {
    Cursor in = Slice.of(DwarfSection.FRAMES, instructions.toArray()).cursor();
    while (in.hasMore()) {
      int code = in.u8();
      int operand = code & 0x3f;
      switch (code >> 6) {
        case 1 -> advance(operand);
        case 2 -> offset(operand, in.uleb());
        case 3 -> restore(operand);
        default -> extended(operand, in);
      }
      if (rows.size() > MOST_ROWS) {
        throw in.malformed("more than " + MOST_ROWS + " rows");
      }
    }
  }

  private void extended(int code, Cursor in) throws MalformedObjectException {
    switch (code) {
      case 0x00 -> {
        // DW_CFA_nop
      }
      case 0x01 -> jump(in.u64());
      case 0x02 -> advance(in.u8());
      case 0x03 -> advance(in.u16());
      case 0x04 -> advance(in.u32());
      case 0x05 -> offset(register(in), in.uleb());
      case 0x06 -> restore(register(in));
      case 0x07 -> state = state.with(register(in), new RegisterRule.Undefined());
      case 0x08 -> state = state.with(register(in), new RegisterRule.SameValue());
      case 0x09 -> state = state.with(register(in), new RegisterRule.Register(register(in)));
      case 0x0a -> remember(in);
      case 0x0b -> recall(in);
      case 0x0c -> frame(register(in), in.uleb());
      case 0x0d -> frame(register(in), frame(in).offset());
      case 0x0e -> frame(frame(in).register(), in.uleb());
      case 0x0f -> state = state.with(new FrameAddress.Expression(in.bytes(in.uleb())));
      case 0x10 ->
          state = state.with(register(in), new RegisterRule.Expression(in.bytes(in.uleb())));
      case 0x11 -> offset(register(in), in.sleb());
      case 0x12 -> frame(register(in), in.sleb() * common.dataAlignment());
      case 0x13 -> frame(frame(in).register(), in.sleb() * common.dataAlignment());
      case 0x14 -> valueOffset(register(in), in.uleb());
      case 0x15 -> valueOffset(register(in), in.sleb());
      case 0x16 ->
          state = state.with(register(in), new RegisterRule.ValueExpression(in.bytes(in.uleb())));
      case 0x2e -> in.uleb(); // DW_CFA_GNU_args_size: of no use to find a caller
      case 0x2f -> offset(register(in), -in.uleb());
      default -> throw in.malformed("instruction 0x" + Integer.toHexString(code) + " is unknown");
    }
  }

  private static int register(Cursor in) throws MalformedObjectException {
    return in.uleb31("register");
  }

  private FrameAddress.RegisterOffset frame(Cursor in) throws MalformedObjectException {
    if (state.frameAddress() instanceof FrameAddress.RegisterOffset current) {
      return current;
    }
    throw in.malformed("the frame address is an expression, and has no register or offset");
  }

  private void frame(int register, long offset) {
    state = state.with(new FrameAddress.RegisterOffset(register, offset));
  }

  private void offset(int register, long factored) {
    state = state.with(register, new RegisterRule.Offset(factored * common.dataAlignment()));
  }

  private void valueOffset(int register, long factored) {
    state = state.with(register, new RegisterRule.ValueOffset(factored * common.dataAlignment()));
  }

  private void restore(int register) {
    RegisterRule before = initial.rules().get(register);
    state = before == null ? state.without(register) : state.with(register, before);
  }

  private void remember(Cursor in) throws MalformedObjectException {
    if (saved.size() == DEEPEST) {
      throw in.malformed("more than " + DEEPEST + " states remembered");
    }
    saved.push(state);
  }

  private void recall(Cursor in) throws MalformedObjectException {
    if (saved.isEmpty()) {
      throw in.malformed("no state was remembered");
    }
    state = saved.pop();
  }

  private void advance(long delta) {
    jump(address + delta * common.codeAlignment());
  }

  private void jump(long to) {
    if (to != address) {
      add();
      address = to;
    }
  }

  private void add() {
    rows.add(new FrameRow(address, state.frameAddress(), state.rules()));
  }
}
