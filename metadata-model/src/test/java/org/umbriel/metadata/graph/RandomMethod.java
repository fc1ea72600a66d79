package org.umbriel.metadata.graph;

import java.util.Random;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.testing.MethodAssembler;

/**
 * Random structured code of type {@code (II)I}: nested branches, bounded loops, switches, divisions
 * that may fail, handlers, subroutines. It passes verification and ends.
 */
final class RandomMethod {
  private static final int VARIABLES = 2;
  private static final int MAX_DEPTH = 4;
  private static final String ARITHMETIC = "java/lang/ArithmeticException";

  private final Random random;
  private final MethodAssembler assembler = MethodAssembler.method("(II)I");
  private int labels;
  private int nextSlot = VARIABLES;

  private RandomMethod(long seed) {
    this.random = new Random(seed);
  }

  static MethodAssembler of(long seed) {
    RandomMethod method = new RandomMethod(seed);
    method.statements(0);
    return method.assembler.local(Opcode.ILOAD, 0).op(Opcode.IRETURN);
  }

  private String label() {
    return "l" + labels++;
  }

  private void statements(int depth) {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      statement(depth);
    }
  }

  private void statement(int depth) {
    switch (depth >= MAX_DEPTH ? random.nextInt(2) : random.nextInt(9)) {
      case 0, 1 -> assignment();
      case 2, 3 -> conditional(depth);
      case 4 -> loop(depth);
      case 5 -> cases(depth);
      case 6 -> attempt(depth);
      case 7 -> subroutine(depth);
      default -> earlyReturn();
    }
  }

  private void assignment() {
    expression(0);
    assembler.local(Opcode.ISTORE, random.nextInt(VARIABLES));
  }

  private void expression(int depth) {
    if (depth > 2 || random.nextInt(3) == 0) {
      if (random.nextBoolean()) {
        assembler.push(random.nextInt(7) - 3);
      } else {
        assembler.local(Opcode.ILOAD, random.nextInt(VARIABLES));
      }
      return;
    }
    expression(depth + 1);
    expression(depth + 1);
    Opcode[] operators = {
      Opcode.IADD, Opcode.ISUB, Opcode.IMUL, Opcode.IDIV, Opcode.IREM, Opcode.IXOR
    };
    assembler.op(operators[random.nextInt(operators.length)]);
  }

  private void conditional(int depth) {
    String otherwise = label();
    String end = label();
    expression(1);
    expression(1);
    Opcode[] branches = {Opcode.IF_ICMPEQ, Opcode.IF_ICMPLT, Opcode.IF_ICMPGE};
    assembler.jump(branches[random.nextInt(branches.length)], otherwise);
    statements(depth + 1);
    assembler.jump(Opcode.GOTO, end).label(otherwise);
    if (random.nextBoolean()) {
      statements(depth + 1);
    }
    assembler.label(end);
  }

  private void loop(int depth) {
    int counter = nextSlot++;
    String head = label();
    String end = label();
    assembler.push(0).local(Opcode.ISTORE, counter).label(head);
    assembler.local(Opcode.ILOAD, counter).push(3).jump(Opcode.IF_ICMPGE, end);
    assembler.increment(counter, 1);
    statements(depth + 1);
    if (random.nextBoolean()) {
      assembler.local(Opcode.ILOAD, 0).jump(Opcode.IFEQ, end);
    }
    assembler.jump(Opcode.GOTO, head).label(end);
  }

  private void cases(int depth) {
    String end = label();
    String[] starts = {label(), label(), label()};
    assembler.local(Opcode.ILOAD, random.nextInt(VARIABLES));
    if (random.nextBoolean()) {
      assembler.tableSwitch(-1, end, starts);
    } else {
      assembler.lookupSwitch(end, new int[] {-2, 0, 5}, starts);
    }
    for (String start : starts) {
      assembler.label(start);
      statements(depth + 1);
      if (random.nextBoolean()) {
        assembler.jump(Opcode.GOTO, end);
      }
    }
    assembler.label(end);
  }

  private void attempt(int depth) {
    String start = label();
    String end = label();
    String caught = label();
    String behind = label();
    assembler.label(start);
    statements(depth + 1);
    assembler.op(Opcode.NOP).label(end).jump(Opcode.GOTO, behind).label(caught).op(Opcode.POP);
    statements(depth + 1);
    assembler.label(behind);
    assembler.handler(start, end, caught, random.nextBoolean() ? ARITHMETIC : null);
  }

  private void subroutine(int depth) {
    int address = nextSlot++;
    String body = label();
    String behind = label();
    assembler.jump(Opcode.JSR, body).jump(Opcode.JSR, body).jump(Opcode.GOTO, behind);
    assembler.label(body).local(Opcode.ASTORE, address);
    for (int i = random.nextInt(3); i >= 0; i--) {
      if (random.nextBoolean()) {
        assignment();
      } else {
        conditional(Math.max(depth, MAX_DEPTH - 1));
      }
    }
    assembler.local(Opcode.RET, address).label(behind);
  }

  private void earlyReturn() {
    String behind = label();
    assembler.local(Opcode.ILOAD, 1).push(2).jump(Opcode.IF_ICMPGE, behind);
    assembler.local(Opcode.ILOAD, 0).op(Opcode.IRETURN).label(behind);
  }
}
