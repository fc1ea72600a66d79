package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.IntExpr;
import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.InstructionVisitor;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.classfile.Program;

/** Executes one block on terms; tells a {@link Sink} where it leads (JVMS 6.5). */
final class BlockClauses implements InstructionVisitor<Boolean> {
  private static final String ASSERTION_ERROR = "java/lang/AssertionError";

  private static final String STRING = "Ljava/lang/String;";

  private final Context z3;
  private final Program program;
  private final Goal goal;
  private final List<String> fieldTypes;
  private final MethodCode method;
  private final Numbers numbers;
  private final State state;
  private final Sink sink;
  private final BoolExpr always;
  private final Exits exits;
  private int at;

  BlockClauses(
      Context z3,
      Program program,
      Goal goal,
      List<String> fieldTypes,
      MethodCode method,
      Numbers numbers,
      State state,
      Sink sink) {
    this.z3 = z3;
    this.program = program;
    this.goal = goal;
    this.fieldTypes = fieldTypes;
    this.method = method;
    this.numbers = numbers;
    this.state = state;
    this.sink = sink;
    this.always = z3.mkTrue();
    this.exits = new Exits(always, fieldTypes, method, numbers, sink);
  }

  /** Executes some instructions; the visit of each answers whether the next one follows. */
  void run(int start, int end) {
    for (at = start; at < end; at++) {
      if (!method.instruction(at).accept(this)) {
        return;
      }
    }
    sink.go(state, end, always);
  }

  private void mayThrow() {
    exits.mayThrow(state, at);
  }

  private void mayThrowUnlessObject(Value reference) {
    if (!reference.isObject()) {
      mayThrow();
    }
  }

  // Numbers.

  private IntExpr popNumber() {
    return term(state.pop());
  }

  private IntExpr term(Value value) {
    IntExpr term = value.term();
    return term == null ? numbers.unknown(Value.Kind.LONG) : term;
  }

  private Boolean push(Value.Kind kind, IntExpr term) {
    state.push(Value.number(kind, term));
    return true;
  }

  private Boolean pushAny(String descriptor) {
    Value.Kind kind = Value.Kind.of(descriptor);
    state.push(
        kind.isNumber() ? Value.number(kind, numbers.unknown(descriptor)) : Value.unknown(kind));
    return true;
  }

  @Override
  public Boolean nop(Instruction.Nop i) {
    return true;
  }

  @Override
  public Boolean pushConstant(Instruction.PushConstant i) {
    if (i.constant() instanceof Constant.IntConstant constant) {
      return push(Value.Kind.INT, numbers.number(constant.value()));
    } else if (i.constant() instanceof Constant.LongConstant constant) {
      return push(Value.Kind.LONG, numbers.number(constant.value()));
    } else if (i.constant() instanceof Constant.DoubleConstant) {
      state.push(Value.ANY_WIDE);
    } else if (i.constant() instanceof Constant.DynamicConstant) {
      throw new NotCoveredException("a dynamic constant");
    } else {
      boolean isObject = i.constant() instanceof Constant.StringConstant;
      state.push(isObject ? Value.OBJECT : Value.ANY);
    }
    return true;
  }

  @Override
  public Boolean loadLocal(Instruction.LoadLocal i) {
    Value value = state.local(i.slot());
    Value.Kind wanted =
        switch (i.opcode()) {
          case ILOAD -> Value.Kind.INT;
          case LLOAD -> Value.Kind.LONG;
          case DLOAD -> Value.Kind.WIDE;
          default -> Value.Kind.OTHER;
        };
    if (value.kind() == wanted) {
      state.push(value);
    } else if (wanted.isNumber()) {
      push(wanted, numbers.unknown(wanted));
    } else {
      state.push(Value.unknown(wanted));
    }
    return true;
  }

  @Override
  public Boolean storeLocal(Instruction.StoreLocal i) {
    state.setLocal(i.slot(), state.pop());
    return true;
  }

  @Override
  public Boolean increment(Instruction.Increment i) {
    IntExpr old = term(state.local(i.slot()));
    IntExpr sum = numbers.binary(Opcode.IADD, Value.Kind.INT, old, numbers.number(i.amount()));
    state.setLocal(i.slot(), Value.number(Value.Kind.INT, sum));
    return true;
  }

  @Override
  public Boolean arrayLoad(Instruction.ArrayLoad i) {
    state.popSlots(2);
    mayThrow();
    return pushAny(
        switch (i.opcode()) {
          case BALOAD -> "B";
          case CALOAD -> "C";
          case SALOAD -> "S";
          case IALOAD -> "I";
          case LALOAD -> "J";
          case DALOAD -> "D";
          default -> "L";
        });
  }

  @Override
  public Boolean arrayStore(Instruction.ArrayStore i) {
    state.pop();
    state.popSlots(2);
    mayThrow();
    return true;
  }

  @Override
  public Boolean stackOperation(Instruction.StackOperation i) {
    switch (i.opcode()) {
      case POP -> state.popSlots(1);
      case POP2 -> state.popSlots(2);
      case DUP -> copy(1, 0);
      case DUP_X1 -> copy(1, 1);
      case DUP_X2 -> copy(1, 2);
      case DUP2 -> copy(2, 0);
      case DUP2_X1 -> copy(2, 1);
      case DUP2_X2 -> copy(2, 2);
      default -> {
        Value top = state.pop();
        Value next = state.pop();
        state.push(top);
        state.push(next);
      }
    }
    return true;
  }

  /** Copies the topmost slots below some others. */
  private void copy(int slots, int below) {
    List<Value> top = state.popSlots(slots);
    List<Value> under = below == 0 ? List.of() : state.popSlots(below);
    state.pushAll(top);
    state.pushAll(under);
    state.pushAll(top);
  }

  @Override
  public Boolean unary(Instruction.Unary i) {
    return switch (i.opcode()) {
      case INEG -> push(Value.Kind.INT, numbers.negate(Value.Kind.INT, popNumber()));
      case LNEG -> push(Value.Kind.LONG, numbers.negate(Value.Kind.LONG, popNumber()));
      default -> true;
    };
  }

  @Override
  public Boolean binary(Instruction.Binary i) {
    Value right = state.pop();
    Value left = state.pop();
    String mnemonic = i.opcode().mnemonic();
    if (mnemonic.startsWith("f") || mnemonic.startsWith("d")) {
      state.push(left);
      return true;
    }
    Value.Kind kind = mnemonic.startsWith("l") ? Value.Kind.LONG : Value.Kind.INT;
    IntExpr a = term(left);
    IntExpr b = term(right);
    if (mnemonic.endsWith("div") || mnemonic.endsWith("rem")) {
      BoolExpr isZero = z3.mkEq(b, numbers.number(0));
      exits.raise(state, at, numbers.number(Callee.EXCEPTION), isZero);
      state.conditions().add(z3.mkNot(isZero));
    }
    return push(kind, numbers.binary(i.opcode(), kind, a, b));
  }

  @Override
  public Boolean convert(Instruction.Convert i) {
    Value value = state.pop();
    return switch (i.opcode()) {
      case I2L -> push(Value.Kind.LONG, term(value));
      case L2I -> push(Value.Kind.INT, numbers.narrow("I", term(value)));
      case I2B -> push(Value.Kind.INT, numbers.narrow("B", term(value)));
      case I2C -> push(Value.Kind.INT, numbers.narrow("C", term(value)));
      case I2S -> push(Value.Kind.INT, numbers.narrow("S", term(value)));
      case F2I, D2I -> pushAny("I");
      case F2L, D2L -> pushAny("J");
      case I2F, L2F, D2F -> pushAny("F");
      default -> pushAny("D");
    };
  }

  @Override
  public Boolean compare(Instruction.Compare i) {
    Value right = state.pop();
    Value left = state.pop();
    boolean isExact = i.opcode() == Opcode.LCMP;
    return push(
        Value.Kind.INT,
        isExact ? numbers.compare(term(left), term(right)) : numbers.unknown(-1, 1));
  }

  // Where it goes on.

  @Override
  public Boolean branch(Instruction.Branch i) {
    BoolExpr taken;
    switch (i.opcode()) {
      case IFNULL, IFNONNULL -> {
        Value value = state.pop();
        boolean isNever = value.isObject() && i.opcode() == Opcode.IFNULL;
        taken = isNever ? z3.mkFalse() : value.isObject() ? always : any();
      }
      case IF_ACMPEQ, IF_ACMPNE -> {
        state.popSlots(2);
        taken = any();
      }
      case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE ->
          taken = numbers.condition(i.opcode(), popNumber(), numbers.number(0));
      default -> {
        IntExpr right = popNumber();
        taken = numbers.condition(i.opcode(), popNumber(), right);
      }
    }
    sink.go(state, i.target(), taken);
    sink.go(state, at + 1, z3.mkNot(taken));
    return false;
  }

  private BoolExpr any() {
    return z3.mkEq(numbers.unknown(0, 1), numbers.number(1));
  }

  @Override
  public Boolean jump(Instruction.Jump i) {
    sink.go(state, i.target(), always);
    return false;
  }

  @Override
  public Boolean tableOrLookupSwitch(Instruction.Switch i) {
    IntExpr key = popNumber();
    List<BoolExpr> others = new ArrayList<>();
    for (int k = 0; k < i.keys().size(); k++) {
      BoolExpr isKey = z3.mkEq(key, numbers.number(i.keys().get(k)));
      sink.go(state, i.targets().get(k), isKey);
      others.add(z3.mkNot(isKey));
    }
    sink.go(state, i.defaultTarget(), z3.mkAnd(others.toArray(new BoolExpr[0])));
    return false;
  }

  @Override
  public Boolean returnValue(Instruction.Return i) {
    boolean isNumber = i.opcode() == Opcode.IRETURN || i.opcode() == Opcode.LRETURN;
    String type = method.type().returnType();
    sink.leave(state, isNumber ? numbers.fit(type, popNumber()) : null);
    return false;
  }

  @Override
  public Boolean throwException(Instruction.Throw i) {
    boolean isError = state.pop().kind() == Value.Kind.ERROR;
    exits.raise(state, at, numbers.number(isError ? Callee.ERROR : Callee.EXCEPTION), always);
    return false;
  }

  // Objects.

  @Override
  public Boolean fieldAccess(Instruction.FieldAccess i) {
    FieldReference field = i.field();
    String descriptor = field.descriptor();
    Value written = i.isWrite() ? state.pop() : Value.ANY;
    if (!i.isStatic()) {
      mayThrowUnlessObject(state.pop());
      return i.isWrite() || pushAny(descriptor);
    }
    if (!i.isWrite() && Outside.isAssertionFlag(program.resolve(field))) {
      return push(Value.Kind.INT, numbers.number(0));
    }
    int number = sink.field(field);
    if (number < 0) {
      if (!i.isWrite()) {
        boolean isStream = field.owner().equals("java/lang/System");
        return isStream ? pushObject() : pushAny(descriptor);
      }
    } else if (i.isWrite()) {
      state.fields().set(number, numbers.fit(descriptor, term(written)));
    } else {
      push(Value.Kind.of(descriptor), state.fields().get(number));
    }
    return true;
  }

  private Boolean pushObject() {
    state.push(Value.OBJECT);
    return true;
  }

  @Override
  public Boolean invoke(Instruction.Invoke i) {
    List<Value> arguments = new ArrayList<>();
    MethodDescriptor type = MethodDescriptor.parse(i.method().descriptor());
    for (int p = 0; p < type.parameters().size(); p++) {
      arguments.add(0, state.pop());
    }
    if (!i.isStatic()) {
      mayThrowUnlessObject(state.pop());
    }
    exits.mayOverflow(state, at);
    List<MethodCode> targets = Targets.of(program, i);
    if (targets.isEmpty()) {
      return library(i, type.returnType(), arguments);
    }
    Callee callee = sink.callee(targets);
    List<Expr<?>> given = new ArrayList<>();
    for (int p = 0; p < arguments.size(); p++) {
      if (Value.Kind.of(type.parameters().get(p)).isNumber()) {
        given.add(term(arguments.get(p)));
      }
    }
    call(callee, given, type.returnType());
    return true;
  }

  private void call(Callee callee, List<Expr<?>> arguments, String returnType) {
    List<IntExpr> before = List.copyOf(state.fields());
    sink.enter(state, callee.entered(arguments, before));
    state.forgetFields(fieldTypes, numbers);
    List<IntExpr> after = List.copyOf(state.fields());
    IntExpr kind = numbers.unknown(Callee.ERROR, Callee.EXCEPTION);
    exits.raise(state, at, kind, callee.thrown(arguments, before, after, kind));
    IntExpr result = null;
    Value.Kind returned = Value.Kind.of(returnType);
    if (returned.isNumber()) {
      result = numbers.unknown(returned);
      push(returned, result);
    } else if (!returnType.equals("V")) {
      state.push(Value.unknown(returned));
    }
    state.conditions().add(callee.returned(arguments, before, after, result));
  }

  private Boolean library(Instruction.Invoke i, String returnType, List<Value> arguments) {
    Outside.requireCovered(i.method());
    boolean isVerifier = i.method().owner().equals(Outside.VERIFIER);
    if (isVerifier && i.method().name().equals("assume")) {
      state.conditions().add(z3.mkNot(z3.mkEq(term(arguments.get(0)), numbers.number(0))));
      return true;
    }
    if (!Outside.throwsNothing(i.method())) {
      mayThrow();
    }
    boolean isObject = isVerifier || i.method().owner().equals("java/lang/StringBuilder");
    if (isObject && Value.Kind.of(returnType) == Value.Kind.OTHER && !returnType.equals("V")) {
      return pushObject();
    }
    return returnType.equals("V") || pushAny(returnType);
  }

  @Override
  public Boolean invokeDynamic(Instruction.InvokeDynamic i) {
    MethodDescriptor type = MethodDescriptor.parse(i.descriptor());
    boolean isPlain =
        type.parameters().stream().noneMatch(p -> p.startsWith("L") && !p.equals(STRING));
    if (!i.bootstrap().owner().equals("java/lang/invoke/StringConcatFactory") || !isPlain) {
      throw new NotCoveredException("a dynamic call");
    }
    type.parameters().forEach(p -> state.pop());
    return pushObject();
  }

  @Override
  public Boolean newObject(Instruction.New i) {
    if (program.subtyping(i.type(), ASSERTION_ERROR) != Program.Subtyping.NO) {
      if (goal == Goal.NO_ASSERTION_ERROR) {
        sink.fail(state);
        return false;
      }
      state.push(Value.ASSERTION_ERROR);
      return true;
    }
    return pushObject();
  }

  @Override
  public Boolean newArray(Instruction.NewArray i) {
    state.pop();
    mayThrow();
    return pushObject();
  }

  @Override
  public Boolean multiNewArray(Instruction.MultiNewArray i) {
    state.popSlots(i.dimensions());
    mayThrow();
    return pushObject();
  }

  @Override
  public Boolean arrayLength(Instruction.ArrayLength i) {
    mayThrowUnlessObject(state.pop());
    return push(Value.Kind.INT, numbers.unknown(0, Integer.MAX_VALUE));
  }

  @Override
  public Boolean checkCast(Instruction.CheckCast i) {
    mayThrow();
    return true;
  }

  @Override
  public Boolean instanceOf(Instruction.InstanceOf i) {
    state.pop();
    return pushAny("Z");
  }

  @Override
  public Boolean monitor(Instruction.Monitor i) {
    mayThrowUnlessObject(state.pop());
    return true;
  }

  @Override
  public Boolean callSubroutine(Instruction.CallSubroutine i) {
    throw new NotCoveredException("a subroutine");
  }

  @Override
  public Boolean returnFromSubroutine(Instruction.ReturnFromSubroutine i) {
    throw new NotCoveredException("a subroutine");
  }
}
