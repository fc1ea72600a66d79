package org.umbriel.metadata.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.umbriel.metadata.classfile.Opcode.GOTO;
import static org.umbriel.metadata.classfile.Opcode.ILOAD;
import static org.umbriel.metadata.classfile.Opcode.IRETURN;
import static org.umbriel.metadata.classfile.Opcode.ISTORE;
import static org.umbriel.metadata.classfile.Opcode.JSR;
import static org.umbriel.metadata.classfile.Opcode.NOP;
import static org.umbriel.metadata.classfile.Opcode.RET;
import static org.umbriel.metadata.classfile.Opcode.RETURN;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.testing.JavaSource;
import org.umbriel.metadata.testing.MethodAssembler;

/** What javap cannot show: versions, old and new structures, the model's own view of them. */
final class ClassDecoderTest {
  private static final Handle BOOTSTRAP =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/ConstantBootstraps",
          "nullConstant",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)"
              + "Ljava/lang/Object;",
          false);

  @Test
  void everyVersionFromJava1To25IsRead() {
    for (int major = 45; major <= 69; major++) {
      assertEquals(
          major, MethodAssembler.method("()V").version(major).op(RETURN).unit().majorVersion());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 44, 70, 80, 0xffff})
  void otherVersionsAreNamed(int major) {
    byte[] bytes = MethodAssembler.method("()V").op(RETURN).bytes();
    bytes[6] = (byte) (major >> 8);
    bytes[7] = (byte) major;

    MalformedClassException thrown =
        assertThrows(
            MalformedClassException.class,
            () -> ClassDecoder.decode(new ClassFile("a/Future.class", bytes)));

    assertEquals(
        "a/Future.class: class file version " + major + "; versions 45 to 69 can be read",
        thrown.getMessage());
    assertThrows(
        MalformedClassException.class,
        () -> ClassDecoder.header(new ClassFile("a/Future.class", bytes)));
  }

  @Test
  void previewFeaturesDoNotChangeTheVersion() {
    int preview = 0xffff << 16 | 61;

    assertEquals(
        61, MethodAssembler.method("()V").version(preview).op(RETURN).unit().majorVersion());
  }

  @Test
  void subroutinesKeepTheirInstructions() {
    MethodCode code =
        MethodAssembler.method("()I")
            .version(48)
            .jump(JSR, "sub")
            .push(1)
            .op(IRETURN)
            .label("sub")
            .local(Opcode.ASTORE, 0)
            .local(RET, 0)
            .code();

    assertEquals(new Instruction.CallSubroutine(3), code.instruction(0));
    assertEquals(new Instruction.ReturnFromSubroutine(0), code.instruction(4));
  }

  @Test
  void wideFormsAreFoldedIntoTheGeneralOnes() {
    MethodCode code =
        MethodAssembler.method("()I")
            .push(7)
            .local(ISTORE, 300)
            .increment(300, -1000)
            .increment(1, 5)
            .local(ILOAD, 300)
            .op(IRETURN)
            .code();

    assertEquals(new Instruction.Increment(300, -1000), code.instruction(2));
    assertEquals(new Instruction.Increment(1, 5), code.instruction(3));
    assertEquals(List.of(0, 2, 6, 12, 15, 19, 20), bytecodeIndices(code));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void switchesArePaddedToFourBytes(int before) {
    MethodAssembler assembler = MethodAssembler.method("(I)V");
    for (int i = 0; i < before; i++) {
      assembler.op(NOP);
    }
    MethodCode code =
        assembler
            .local(ILOAD, 0)
            .tableSwitch(-1, "end", "end", "two")
            .label("two")
            .local(ILOAD, 0)
            .lookupSwitch("end", new int[] {-5, 100}, "end", "end")
            .label("end")
            .op(RETURN)
            .code();

    int end = before + 4;
    assertEquals(
        new Instruction.Switch(Opcode.TABLESWITCH, List.of(-1, 0), List.of(end, before + 2), end),
        code.instruction(before + 1));
    assertEquals(
        new Instruction.Switch(Opcode.LOOKUPSWITCH, List.of(-5, 100), List.of(end, end), end),
        code.instruction(before + 3));
    int lookup = code.bytecodeIndex(before + 3);
    int table = (lookup + 4) & ~3;
    assertEquals(table + 8 + 2 * 8, code.bytecodeIndex(end));
  }

  @Test
  void farJumpsAreJumps() {
    MethodAssembler assembler = MethodAssembler.method("(I)V").jump(GOTO, "end").label("back");
    for (int i = 0; i < 40_000; i++) {
      assembler.op(NOP);
    }
    MethodCode code =
        assembler.label("end").local(ILOAD, 0).jump(Opcode.IFNE, "back").op(RETURN).code();

    assertEquals(new Instruction.Jump(40_001), code.instruction(0));
    assertEquals(5, code.bytecodeIndex(1), "goto_w");
    int last = code.instructions().size() - 1;
    assertInstanceOf(Instruction.Return.class, code.instruction(last));
    assertTrue(
        code.instructions().subList(40_001, last).contains(new Instruction.Jump(1)),
        "ASM turns a far ifne into ifeq and goto_w");
  }

  @Test
  void dynamicConstantsAreKeptWithTheirArguments() {
    ConstantDynamic inner =
        new ConstantDynamic("inner", "Ljava/lang/Object;", BOOTSTRAP, "text", 3);
    MethodCode code =
        MethodAssembler.method("()V")
            .version(55)
            .constant(new ConstantDynamic("outer", "J", BOOTSTRAP, inner))
            .op(Opcode.POP2, RETURN)
            .code();

    Constant pushed = ((Instruction.PushConstant) code.instruction(0)).constant();
    Constant.DynamicConstant outer = assertInstanceOf(Constant.DynamicConstant.class, pushed);
    assertEquals("J", outer.descriptor());
    assertEquals("nullConstant", outer.bootstrap().name());
    Constant.DynamicConstant argument = (Constant.DynamicConstant) outer.arguments().get(0);
    assertEquals(
        List.of(new Constant.StringConstant("text"), new Constant.IntConstant(3)),
        argument.arguments());
  }

  @Test
  void recordsSealedTypesAndNestsAreRead() {
    List<ClassUnit> units =
        JavaSource.of(
                "Shape",
                """
                sealed interface Shape permits Shape.Circle, Shape.Square {
                  record Circle(double radius) implements Shape {}
                  record Square(double side) implements Shape {}
                  int CORNERS = 4;
                }
                """)
            .compile();
    ClassUnit shape = named(units, "Shape");
    ClassUnit circle = named(units, "Shape$Circle");

    assertEquals(List.of("Shape$Circle", "Shape$Square"), shape.permittedSubclasses());
    assertEquals(
        List.of("Shape$Circle", "Shape$Square"), shape.nestMembers().stream().sorted().toList());
    assertEquals(Optional.of("Shape"), circle.nestHost());
    assertEquals(
        List.of(new RecordComponent("radius", "D", Optional.empty(), List.of(), List.of())),
        circle.recordComponents());
    assertEquals(Optional.of("Shape.java"), circle.sourceFile());
    assertEquals(
        Optional.of(new Constant.IntConstant(4)),
        shape.field("CORNERS", "I").orElseThrow().constantValue());
    assertTrue(shape.isInterface() && circle.isFinal());
  }

  @Test
  void annotationsBelongToTheParametersThatTheSourceGaveThem() {
    List<ClassUnit> units =
        JavaSource.of(
                "Host",
                """
                import java.lang.annotation.*;
                class Host {
                  @Target(ElementType.PARAMETER) @interface Here {}
                  @Target(ElementType.TYPE_USE) @Retention(RetentionPolicy.RUNTIME) @interface OnType {}
                  class Inner { Inner(@Here @OnType String a, String b) {} }
                  static class Nested { Nested(@Here @OnType String a, String b) {} }
                  enum Color { RED("r"); Color(@Here @OnType String letter) {} }
                  void instance(String captured) {
                    class Local { Local(@Here @OnType Object a, int i) { captured.length(); } }
                  }
                  static void fixed(String captured) {
                    class Fixed { Fixed(@Here @OnType Object a) { captured.length(); } }
                  }
                  void inner(Host.@OnType Inner a, java.util.List<@OnType String> b) {}
                  void plain(int i, @Here @OnType String[] a, String @OnType [] b) {}
                }
                """)
            .compile();

    assertEquals(List.of("OnType", ""), annotations(named(units, "Host"), "inner"));
    assertEquals(List.of("", "Here OnType", ""), annotations(named(units, "Host$Inner"), "<init>"));
    assertEquals(List.of("Here OnType", ""), annotations(named(units, "Host$Nested"), "<init>"));
    assertEquals(List.of("", "", "Here OnType"), annotations(named(units, "Host$Color"), "<init>"));
    assertEquals(
        List.of("", "Here OnType", "", ""), annotations(named(units, "Host$1Local"), "<init>"));
    assertEquals(List.of("Here OnType", ""), annotations(named(units, "Host$1Fixed"), "<init>"));
    assertEquals(List.of("", "Here", "OnType"), annotations(named(units, "Host"), "plain"));
  }

  private static List<String> annotations(ClassUnit unit, String method) {
    MethodCode found =
        unit.methods().stream().filter(m -> m.name().equals(method)).findFirst().orElseThrow();
    return found.parameterAnnotations().stream()
        .map(
            uses ->
                String.join(" ", uses.stream().map(AnnotationUse::simpleName).sorted().toList()))
        .toList();
  }

  @Test
  void aSlotHasTheNameOfTheVariableInScope() {
    MethodCode code =
        MethodAssembler.method("()V")
            .label("a")
            .push(1)
            .local(ISTORE, 0)
            .label("b")
            .push(2)
            .local(ISTORE, 0)
            .label("c")
            .op(RETURN)
            .label("end")
            .variable("first", "I", 0, "b", "c")
            .variable("second", "I", 0, "c", "end")
            .code();

    assertEquals(Optional.empty(), code.localVariable(0, 1).map(LocalVariable::name));
    assertEquals(Optional.of("first"), code.localVariable(0, 2).map(LocalVariable::name));
    assertEquals(Optional.of("second"), code.localVariable(0, 4).map(LocalVariable::name));
    assertEquals(Optional.empty(), code.localVariable(1, 4));
  }

  private static List<Integer> bytecodeIndices(MethodCode code) {
    return java.util.stream.IntStream.rangeClosed(0, code.instructions().size())
        .mapToObj(code::bytecodeIndex)
        .toList();
  }

  private static ClassUnit named(List<ClassUnit> units, String name) {
    return units.stream().filter(u -> u.name().equals(name)).findFirst().orElseThrow();
  }
}
