package org.umbriel.metadata.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;

/**
 * {@code MethodCode -> CheckSite}s: the exceptions that instructions throw by themselves (JVMS
 * 6.5), {@code assert} statements, and what callees require. In code order; a site's id does not
 * depend on where it stands.
 */
public final class SiteFinder {
  private static final String OBJECT = "Ljava/lang/Object;";

  private final MethodCode method;
  private final ContractSource contracts;
  private final List<CheckSite> sites = new ArrayList<>();
  private final Map<String, Integer> ordinals = new HashMap<>();

  private SiteFinder(MethodCode method, ContractSource contracts) {
    this.method = method;
    this.contracts = contracts;
  }

  /** The sites of a method; none if it has no code. */
  public static List<CheckSite> sitesIn(MethodCode method, ContractSource contracts) {
    return method.hasCode() ? sitesIn(ControlFlowGraph.of(method), contracts) : List.of();
  }

  /** The sites of a method whose graph there is already. */
  public static List<CheckSite> sitesIn(ControlFlowGraph graph, ContractSource contracts) {
    SiteFinder finder = new SiteFinder(graph.method(), contracts);
    finder.walk(graph);
    return List.copyOf(finder.sites);
  }

  private void walk(ControlFlowGraph graph) {
    Set<Integer> failures = new HashSet<>();
    AssertStatement.in(method).forEach(a -> failures.add(a.failure()));
    OperandTracker tracker = new OperandTracker(method);
    for (BasicBlock block : graph.blocks()) {
      tracker.startBlock();
      for (int i = block.start(); i < block.end(); i++) {
        List<Operand> operands = tracker.step(i);
        if (failures.contains(i)) {
          add(i, CheckKind.ASSERTION, 0, Operand.hash("assert"), false);
        }
        find(i, operands);
      }
    }
  }

  /** The table: what can fail at an instruction, by family. */
  private void find(int index, List<Operand> operands) {
    Instruction instruction = method.instruction(index);
    switch (instruction.opcode().family()) {
      case ARRAY_LOAD -> {
        notNull(index, operands, 1);
        inBounds(index, operands, 0);
      }
      case ARRAY_STORE -> {
        notNull(index, operands, 2);
        inBounds(index, operands, 1);
        if (instruction.opcode() == Opcode.AASTORE) {
          add(
              index,
              CheckKind.ARRAY_STORE,
              0,
              hash(instruction, operands),
              fits(at(operands, 0), at(operands, 2)));
        }
      }
      case ARRAY_LENGTH, THROW -> notNull(index, operands, 0);
      case MONITOR -> {
        notNull(index, operands, 0);
        if (instruction.opcode() == Opcode.MONITOREXIT) {
          add(index, CheckKind.ILLEGAL_MONITOR, 0, hash(instruction, operands), false);
        }
      }
      case FIELD -> {
        Instruction.FieldAccess access = (Instruction.FieldAccess) instruction;
        if (!access.isStatic()) {
          notNull(index, operands, access.isWrite() ? 1 : 0);
        }
      }
      case INVOKE -> call(index, (Instruction.Invoke) instruction, operands);
      case BINARY -> {
        switch (instruction.opcode()) {
          case IDIV, IREM, LDIV, LREM ->
              add(
                  index,
                  CheckKind.DIVISION_BY_ZERO,
                  0,
                  hash(instruction, operands),
                  at(operands, 0).isLiteralOtherThanZero());
          default -> {}
        }
      }
      case CHECK_CAST -> add(index, CheckKind.CLASS_CAST, 0, hash(instruction, operands), false);
      case NEW_ARRAY, MULTI_NEW_ARRAY -> {
        for (int depth = operands.size() - 1; depth >= 0; depth--) {
          add(
              index,
              CheckKind.NEGATIVE_ARRAY_SIZE,
              depth,
              Operand.mix(hash(instruction, operands), depth),
              at(operands, depth).literalSize() >= 0);
        }
      }
      default -> {}
    }
  }

  private void call(int index, Instruction.Invoke call, List<Operand> operands) {
    if (!call.isStatic()) {
      notNull(index, operands, operands.size() - 1);
    }
    int parameters = operands.size() - (call.isStatic() ? 0 : 1);
    for (Contract contract : contracts.requires(call.method())) {
      Operand argument = at(operands, parameters - 1 - contract.parameter());
      add(
          index,
          CheckKind.PRECONDITION,
          contract.parameter(),
          Operand.mix(
              Operand.hash(call.method() + " " + contract.parameter() + contract.predicate()),
              argument.hash()),
          contract.isNonNull() && argument.isCertainlyNonNull());
    }
  }

  private void notNull(int index, List<Operand> operands, int depth) {
    Operand reference = at(operands, depth);
    add(
        index,
        CheckKind.NULL_DEREFERENCE,
        depth,
        Operand.mix(Operand.hash(label(method.instruction(index))), reference.hash()),
        reference.isCertainlyNonNull() || isConstructorCall(method.instruction(index)));
  }

  /** Its receiver is uninitialised (JVMS 4.10.1.9.invokespecial), so it is not null. */
  private static boolean isConstructorCall(Instruction instruction) {
    return instruction instanceof Instruction.Invoke call && call.method().isConstructor();
  }

  private void inBounds(int index, List<Operand> operands, int depth) {
    Operand array = at(operands, depth + 1);
    int constantIndex = at(operands, depth).literalSize();
    boolean inInitialiser =
        constantIndex >= 0
            && array.origin() instanceof Operand.FreshArray made
            && constantIndex < made.length();
    add(
        index,
        CheckKind.ARRAY_BOUNDS,
        depth,
        Operand.mix(
            Operand.hash(label(method.instruction(index))),
            Operand.mix(array.hash(), at(operands, depth).hash())),
        inInitialiser);
  }

  /** Whether a value's own type is the element type of an array that is new in this block. */
  private static boolean fits(Operand value, Operand array) {
    if (!(array.origin() instanceof Operand.FreshArray)) {
      return false;
    }
    String element = array.type().substring(1);
    return element.equals(value.type()) || element.equals(OBJECT) || value.isNull();
  }

  private static Operand at(List<Operand> operands, int depth) {
    return operands.get(operands.size() - 1 - depth);
  }

  private static long hash(Instruction instruction, List<Operand> operands) {
    long hash = Operand.hash(label(instruction));
    for (Operand operand : operands) {
      hash = Operand.mix(hash, operand.hash());
    }
    return hash;
  }

  /** The instruction with its symbolic reference, without operands that move. */
  private static String label(Instruction instruction) {
    String mnemonic = instruction.opcode().mnemonic();
    if (instruction instanceof Instruction.Invoke call) {
      return mnemonic + " " + call.method();
    } else if (instruction instanceof Instruction.FieldAccess access) {
      return mnemonic + " " + access.field();
    } else if (instruction instanceof Instruction.CheckCast cast) {
      return mnemonic + " " + cast.type();
    }
    return mnemonic;
  }

  private void add(int index, CheckKind kind, int operand, long hash, boolean trivial) {
    String digest = HexFormat.of().toHexDigits((int) (hash ^ (hash >>> 32)));
    int ordinal = ordinals.merge(kind + digest, 1, Integer::sum) - 1;
    sites.add(
        new CheckSite(
            new SiteId(method.reference(), kind, ordinal, digest),
            index,
            method.bytecodeIndex(index),
            method.line(index),
            operand,
            trivial));
  }
}
