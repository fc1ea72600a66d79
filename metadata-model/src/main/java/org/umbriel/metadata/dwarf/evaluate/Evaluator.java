package org.umbriel.metadata.dwarf.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.umbriel.metadata.dwarf.Expressions;
import org.umbriel.metadata.dwarf.Operation;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.OperationCode;

/**
 * The stack machine of DWARF expressions (DWARF 5, 2.5 and 2.6) with 64-bit values. Values of other
 * types (2.5.1.1, "typed" operations) are taken as the integers that their bytes are.
 */
public final class Evaluator {
  /** Expressions may loop; those that compilers write take some ten steps. */
  private static final int MOST_STEPS = 10_000;

  private static final int DEEPEST = 1_000;
  private static final int LITERALS = 0x30;
  private static final int REGISTERS = 0x50;
  private static final int BASE_REGISTERS = 0x70;
  private static final int BEHIND_BASE_REGISTERS = 0x90;

  private static final Map<OperationCode, LongUnaryOperator> UNARY =
      Map.of(
          OperationCode.ABS, Math::abs,
          OperationCode.NEG, a -> -a,
          OperationCode.NOT, a -> ~a);

  private static final Map<OperationCode, LongBinaryOperator> BINARY =
      Map.ofEntries(
          Map.entry(OperationCode.AND, (a, b) -> a & b),
          Map.entry(OperationCode.OR, (a, b) -> a | b),
          Map.entry(OperationCode.XOR, (a, b) -> a ^ b),
          Map.entry(OperationCode.PLUS, Long::sum),
          Map.entry(OperationCode.MINUS, (a, b) -> a - b),
          Map.entry(OperationCode.MUL, (a, b) -> a * b),
          Map.entry(OperationCode.SHL, (a, b) -> shifts(b) ? a << b : 0),
          Map.entry(OperationCode.SHR, (a, b) -> shifts(b) ? a >>> b : 0),
          Map.entry(OperationCode.SHRA, (a, b) -> a >> (shifts(b) ? b : 63)),
          Map.entry(OperationCode.EQ, (a, b) -> a == b ? 1 : 0),
          Map.entry(OperationCode.NE, (a, b) -> a != b ? 1 : 0),
          Map.entry(OperationCode.LT, (a, b) -> a < b ? 1 : 0),
          Map.entry(OperationCode.LE, (a, b) -> a <= b ? 1 : 0),
          Map.entry(OperationCode.GT, (a, b) -> a > b ? 1 : 0),
          Map.entry(OperationCode.GE, (a, b) -> a >= b ? 1 : 0));

  private final Machine machine;
  private final List<Operation> operations;
  private final Map<Integer, Integer> byOffset = new HashMap<>();
  private final List<Integer> offsets = new ArrayList<>();
  private final List<Long> stack = new ArrayList<>();
  private final List<Location.Piece> pieces = new ArrayList<>();
  private Location place = new Location.Nowhere();
  private boolean placed;

  private Evaluator(Bytes expression, Machine machine) throws MalformedObjectException {
    this.machine = machine;
    this.operations = Expressions.decode(expression, offsets);
    for (int i = 0; i < operations.size(); i++) {
      byOffset.put(offsets.get(i), i);
    }
    byOffset.put(expression.size(), operations.size());
    offsets.add(expression.size());
  }

  private static boolean shifts(long count) {
    return count >= 0 && count < 64;
  }

  /** The place that a location description describes; the empty one is {@code Nowhere}. */
  public static Location locate(Bytes expression, Machine machine)
      throws MalformedObjectException, EvaluationException {
    Evaluator evaluator = new Evaluator(expression, machine);
    evaluator.run();
    return evaluator.result();
  }

  /**
   * The number that an expression comes to.
   *
   * @param initial what is on the stack before it starts
   */
  public static long value(Bytes expression, Machine machine, long... initial)
      throws MalformedObjectException, EvaluationException {
    Evaluator evaluator = new Evaluator(expression, machine);
    for (long each : initial) {
      evaluator.push(each);
    }
    evaluator.run();
    return evaluator.pop();
  }

  private Location result() {
    if (!pieces.isEmpty()) {
      return new Location.Composite(pieces);
    }
    return current();
  }

  private Location current() {
    if (placed) {
      return place;
    }
    return stack.isEmpty()
        ? new Location.Nowhere()
        : new Location.Memory(stack.get(stack.size() - 1));
  }

  private void run() throws MalformedObjectException, EvaluationException {
    int next = 0;
    for (int steps = 0; next < operations.size(); steps++) {
      if (steps > MOST_STEPS) {
        throw new EvaluationException("more than " + MOST_STEPS + " steps");
      }
      next = step(next);
    }
  }

  /** Does one operation, and says which is the next. */
  private int step(int index) throws MalformedObjectException, EvaluationException {
    Operation operation = operations.get(index);
    OperationCode code = operation.code();
    if (code.equals(OperationCode.SKIP) || code.equals(OperationCode.BRA)) {
      boolean goes = code.equals(OperationCode.SKIP) || pop() != 0;
      return goes ? target(index, operation.operands().get(0)) : index + 1;
    }
    boolean done =
        arithmetic(operation)
            || constant(operation)
            || registers(operation)
            || stackOrder(operation)
            || memory(operation)
            || places(operation);
    if (!done) {
      throw new EvaluationException(code + " is not evaluated");
    }
    return index + 1;
  }

  private int target(int index, long distance) throws EvaluationException {
    Integer target = byOffset.get((int) (offsets.get(index + 1) + distance));
    if (target == null) {
      throw new EvaluationException("a branch into the middle of an operation");
    }
    return target;
  }

  private boolean arithmetic(Operation operation) throws EvaluationException {
    OperationCode code = operation.code();
    if (UNARY.containsKey(code)) {
      push(UNARY.get(code).applyAsLong(pop()));
      return true;
    }
    if (BINARY.containsKey(code)) {
      long second = pop();
      push(BINARY.get(code).applyAsLong(pop(), second));
      return true;
    }
    if (code.equals(OperationCode.DIV) || code.equals(OperationCode.MOD)) {
      long divisor = pop();
      if (divisor == 0) {
        throw new EvaluationException("division by zero");
      }
      long dividend = pop();
      push(
          code.equals(OperationCode.DIV)
              ? dividend / divisor
              : Long.remainderUnsigned(dividend, divisor));
      return true;
    }
    if (code.equals(OperationCode.PLUS_UCONST)) {
      push(pop() + operation.operands().get(0));
      return true;
    }
    return code.equals(OperationCode.NOP)
        || code.equals(OperationCode.CONVERT)
        || code.equals(OperationCode.REINTERPRET)
        || code.equals(OperationCode.GNU_CONVERT)
        || code.equals(OperationCode.GNU_REINTERPRET)
        || code.equals(OperationCode.GNU_UNINIT);
  }

  private boolean constant(Operation operation) throws EvaluationException {
    OperationCode code = operation.code();
    int value = code.value();
    boolean isLiteral = value >= LITERALS && value < REGISTERS;
    boolean isConstant =
        value >= OperationCode.CONST1U.value() && value <= OperationCode.CONSTS.value();
    if (isLiteral) {
      push(value - (long) LITERALS);
    } else if (isConstant || code.equals(OperationCode.ADDR)) {
      push(operation.operands().get(0));
    } else if (code.equals(OperationCode.ADDRX)
        || code.equals(OperationCode.CONSTX)
        || code.equals(OperationCode.GNU_ADDR_INDEX)
        || code.equals(OperationCode.GNU_CONST_INDEX)) {
      push(known(machine.indexedAddress(operation.operands().get(0)), "an indexed address"));
    } else if (code.equals(OperationCode.CONST_TYPE) || code.equals(OperationCode.GNU_CONST_TYPE)) {
      push(number(operation.block()));
    } else {
      return false;
    }
    return true;
  }

  private static long number(Bytes bytes) {
    long number = 0;
    byte[] array = bytes.toArray();
    for (int i = Math.min(8, array.length) - 1; i >= 0; i--) {
      number = (number << 8) | (array[i] & 0xff);
    }
    return number;
  }

  private boolean registers(Operation operation) throws EvaluationException {
    OperationCode code = operation.code();
    int value = code.value();
    List<Long> operands = operation.operands();
    if (value >= REGISTERS && value < BASE_REGISTERS) {
      place(new Location.Register(value - REGISTERS));
    } else if (value >= BASE_REGISTERS && value < BEHIND_BASE_REGISTERS) {
      push(register(value - (long) BASE_REGISTERS) + operands.get(0));
    } else if (code.equals(OperationCode.REGX)) {
      place(new Location.Register((int) (long) operands.get(0)));
    } else if (code.equals(OperationCode.BREGX)) {
      push(register(operands.get(0)) + operands.get(1));
    } else if (code.equals(OperationCode.REGVAL_TYPE)
        || code.equals(OperationCode.GNU_REGVAL_TYPE)) {
      push(register(operands.get(0)));
    } else if (code.equals(OperationCode.FBREG)) {
      push(known(machine.frameBase(), "the frame base") + operands.get(0));
    } else if (code.equals(OperationCode.CALL_FRAME_CFA)) {
      push(known(machine.frameAddress(), "the frame address"));
    } else {
      return false;
    }
    return true;
  }

  private long register(long number) throws EvaluationException {
    return known(machine.register((int) number), "register " + number);
  }

  private boolean stackOrder(Operation operation) throws EvaluationException {
    OperationCode code = operation.code();
    if (code.equals(OperationCode.DUP)) {
      push(peek(0));
    } else if (code.equals(OperationCode.DROP)) {
      pop();
    } else if (code.equals(OperationCode.OVER)) {
      push(peek(1));
    } else if (code.equals(OperationCode.PICK)) {
      push(peek(operation.operands().get(0)));
    } else if (code.equals(OperationCode.SWAP)) {
      rotate(2);
    } else if (code.equals(OperationCode.ROT)) {
      rotate(3);
    } else {
      return false;
    }
    return true;
  }

  /** The topmost value goes below the others of so many. */
  private void rotate(int count) throws EvaluationException {
    peek(count - 1L);
    long top = pop();
    stack.add(stack.size() - (count - 1), top);
  }

  private boolean memory(Operation operation) throws EvaluationException {
    OperationCode code = operation.code();
    if (code.equals(OperationCode.DEREF)) {
      push(read(pop(), 8));
    } else if (code.equals(OperationCode.DEREF_SIZE)
        || code.equals(OperationCode.DEREF_TYPE)
        || code.equals(OperationCode.GNU_DEREF_TYPE)) {
      push(read(pop(), (int) (long) operation.operands().get(0)));
    } else if (code.equals(OperationCode.PUSH_OBJECT_ADDRESS)) {
      push(known(machine.objectAddress(), "the object"));
    } else if (code.equals(OperationCode.FORM_TLS_ADDRESS)
        || code.equals(OperationCode.GNU_PUSH_TLS_ADDRESS)) {
      push(known(machine.threadAddress(pop()), "the thread"));
    } else if (code.equals(OperationCode.ENTRY_VALUE)
        || code.equals(OperationCode.GNU_ENTRY_VALUE)) {
      push(known(machine.entryValue(operation.block()), "the value at entry"));
    } else {
      return false;
    }
    return true;
  }

  private long read(long address, int size) throws EvaluationException {
    if (size != 1 && size != 2 && size != 4 && size != 8) {
      throw new EvaluationException("a number of " + size + " bytes");
    }
    return known(machine.memory(address, size), "memory at 0x" + Long.toHexString(address));
  }

  private boolean places(Operation operation) throws EvaluationException {
    OperationCode code = operation.code();
    List<Long> operands = operation.operands();
    if (code.equals(OperationCode.STACK_VALUE)) {
      place(new Location.Value(pop()));
    } else if (code.equals(OperationCode.IMPLICIT_VALUE)) {
      place(new Location.Implicit(operation.block()));
    } else if (code.equals(OperationCode.IMPLICIT_POINTER)
        || code.equals(OperationCode.GNU_IMPLICIT_POINTER)) {
      place(new Location.ImplicitPointer(operands.get(0), operands.get(1)));
    } else if (code.equals(OperationCode.PIECE)) {
      piece(8 * operands.get(0), 0);
    } else if (code.equals(OperationCode.BIT_PIECE)) {
      piece(operands.get(0), operands.get(1));
    } else {
      return false;
    }
    return true;
  }

  private void place(Location location) {
    place = location;
    placed = true;
  }

  private void piece(long bits, long offset) throws EvaluationException {
    if (pieces.size() == DEEPEST) {
      throw new EvaluationException("more than " + DEEPEST + " pieces");
    }
    pieces.add(new Location.Piece(current(), bits, offset));
    placed = false;
    stack.clear();
  }

  private void push(long value) throws EvaluationException {
    if (stack.size() == DEEPEST) {
      throw new EvaluationException("more than " + DEEPEST + " values on the stack");
    }
    stack.add(value);
  }

  private long pop() throws EvaluationException {
    peek(0);
    return stack.remove(stack.size() - 1);
  }

  private long peek(long depth) throws EvaluationException {
    if (depth < 0 || depth >= stack.size()) {
      throw new EvaluationException("too few values on the stack");
    }
    return stack.get(stack.size() - 1 - (int) depth);
  }

  private static long known(OptionalLong value, String what) throws EvaluationException {
    return value.orElseThrow(() -> new EvaluationException(what + " is not known"));
  }
}
