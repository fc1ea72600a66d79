package org.umbriel.symexec.explore.library;

import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.Ended;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.Input;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/**
 * The program's inputs: SV-COMP's {@code org.sosy_lab.sv_benchmarks.Verifier}, and the arguments of
 * {@code main}.
 */
final class VerifierMethods {
  private static final String VERIFIER = "org/sosy_lab/sv_benchmarks/Verifier.";

  private static final String ARGUMENTS = "org/umbriel/symexec/explore/model/Arguments.";
  private static final int MOST_ARGUMENTS = 6;

  private VerifierMethods() {}

  static void addTo(Registry registry) {
    integer(registry, "nondetBoolean()Z", Input.Kind.BOOLEAN, new Range(0, 1));
    integer(registry, "nondetByte()B", Input.Kind.BYTE, new Range(Byte.MIN_VALUE, Byte.MAX_VALUE));
    integer(registry, "nondetChar()C", Input.Kind.CHAR, Texts.CHARACTERS);
    integer(
        registry, "nondetShort()S", Input.Kind.SHORT, new Range(Short.MIN_VALUE, Short.MAX_VALUE));
    integer(registry, "nondetInt()I", Input.Kind.INT, Scalar.INT.range());
    integer(registry, "nondetFloat()F", Input.Kind.FLOAT, Scalar.INT.range());
    wide(registry, "nondetLong()J", Input.Kind.LONG);
    wide(registry, "nondetDouble()D", Input.Kind.DOUBLE);
    registry
        .add(VERIFIER + "nondetString()Ljava/lang/String;", VerifierMethods::text)
        .add(VERIFIER + "assume(Z)V", VerifierMethods::assume)
        .add(ARGUMENTS + "text()Ljava/lang/String;", VerifierMethods::text)
        .add(
            ARGUMENTS + "chosen(I)I",
            call ->
                call.answer(call.machine().chooseLeast(call.term(0, Scalar.INT), MOST_ARGUMENTS)))
        .add(ARGUMENTS + "ofLength(I)[Ljava/lang/String;", VerifierMethods::counted);
    Range counts = new Range(0, Integer.MAX_VALUE);
    registry.add(
        ARGUMENTS + "count()I",
        call -> call.answer(call.machine().inputs().add(Input.Kind.ARGUMENTS, Scalar.INT, counts)));
  }

  private static void integer(Registry registry, String method, Input.Kind kind, Range range) {
    registry.add(
        VERIFIER + method,
        call -> call.answer(call.machine().inputs().add(kind, Scalar.INT, range)));
  }

  private static void wide(Registry registry, String method, Input.Kind kind) {
    registry.add(
        VERIFIER + method,
        call -> call.answer(call.machine().inputs().add(kind, Scalar.LONG, Scalar.LONG.range())));
  }

  private static void text(Call call) {
    Machine machine = call.machine();
    String name = "input " + machine.inputs().count() + " STRING";
    Term length =
        machine.terms().variable(name + " length", Scalar.INT, new Range(0, Integer.MAX_VALUE));
    Term characters =
        machine.terms().variable(name, new MapSort(Scalar.INT, Scalar.INT), Texts.CHARACTERS);
    machine.inputs().add(new Input(Input.Kind.STRING, length, characters));
    Texts texts = new Texts(machine);
    call.answer(texts.create(new UnboundedText(length, characters)));
  }

  private static void counted(Call call) {
    Machine machine = call.machine();
    HeapObject array = machine.heap().array(machine.classes().load("[Ljava/lang/String;"), 0);
    machine.heap().writePayload(array, call.term(0, Scalar.INT));
    call.answer(array);
  }

  private static void assume(Call call) {
    Machine machine = call.machine();
    Term condition = call.term(0, Scalar.INT);
    Term holds = machine.terms().distinct(condition, machine.terms().intValue(0));
    if (!machine.assume(holds)) {
      throw new Ended();
    }
    call.done();
  }
}
