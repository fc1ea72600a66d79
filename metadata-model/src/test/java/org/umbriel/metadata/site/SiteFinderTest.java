package org.umbriel.metadata.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.umbriel.metadata.classfile.Opcode.ACONST_NULL;
import static org.umbriel.metadata.classfile.Opcode.ALOAD;
import static org.umbriel.metadata.classfile.Opcode.ASTORE;
import static org.umbriel.metadata.classfile.Opcode.DUP;
import static org.umbriel.metadata.classfile.Opcode.DUP2;
import static org.umbriel.metadata.classfile.Opcode.DUP_X2;
import static org.umbriel.metadata.classfile.Opcode.GOTO;
import static org.umbriel.metadata.classfile.Opcode.INVOKESPECIAL;
import static org.umbriel.metadata.classfile.Opcode.INVOKESTATIC;
import static org.umbriel.metadata.classfile.Opcode.INVOKEVIRTUAL;
import static org.umbriel.metadata.classfile.Opcode.LLOAD;
import static org.umbriel.metadata.classfile.Opcode.LSTORE;
import static org.umbriel.metadata.classfile.Opcode.NEW;
import static org.umbriel.metadata.classfile.Opcode.POP;
import static org.umbriel.metadata.classfile.Opcode.RETURN;
import static org.umbriel.metadata.classfile.Opcode.SWAP;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.testing.MethodAssembler;

/** Where operands are on the stack, and that trivial means decided, whatever made the code. */
final class SiteFinderTest {
  private static final String OBJECT = "java/lang/Object";

  private static MethodAssembler fresh(MethodAssembler assembler) {
    return assembler.type(NEW, OBJECT).op(DUP).call(INVOKESPECIAL, OBJECT, "<init>", "()V");
  }

  private static MethodAssembler dereferenced(MethodAssembler assembler) {
    return assembler.call(INVOKEVIRTUAL, OBJECT, "notify", "()V").op(RETURN);
  }

  private static CheckSite last(MethodAssembler assembler) {
    List<CheckSite> sites = SiteFinder.sitesIn(assembler.code(), ContractSource.NONE);
    return sites.get(sites.size() - 1);
  }

  @Test
  void aLongFromAnotherBlockStaysALongInALocal() {
    MethodAssembler assembler =
        MethodAssembler.method("(Ljava/lang/Object;J)V")
            .local(ALOAD, 0)
            .local(LLOAD, 1)
            .jump(GOTO, "next")
            .label("next")
            .local(LSTORE, 3);
    fresh(assembler).local(LLOAD, 3).op(DUP2).local(LSTORE, 3).local(LSTORE, 3).op(POP);

    assertFalse(last(dereferenced(assembler)).trivial(), "the receiver is the parameter");
  }

  @Test
  void copiesBelowAnUnknownValueAreForgotten() {
    MethodAssembler assembler =
        MethodAssembler.method("(Ljava/lang/Object;J)V")
            .local(ALOAD, 0)
            .local(LLOAD, 1)
            .jump(GOTO, "next")
            .label("next");
    fresh(assembler).op(DUP_X2, POP).local(LSTORE, 3).op(POP);

    assertFalse(last(dereferenced(assembler)).trivial(), "the receiver is the parameter");
  }

  @Test
  void copiesBelowAKnownValueAreFollowed() {
    MethodAssembler assembler = MethodAssembler.method("(J)V").local(LLOAD, 0);
    fresh(assembler).op(DUP_X2, POP).local(LSTORE, 2);

    assertTrue(last(dereferenced(assembler)).trivial());
  }

  @Test
  void swappedOperandsAreFollowed() {
    MethodAssembler assembler = fresh(MethodAssembler.method("()V")).op(ACONST_NULL, SWAP);

    assertTrue(last(dereferenced(assembler)).trivial());
    assembler = fresh(MethodAssembler.method("()V")).op(ACONST_NULL);
    assertFalse(last(dereferenced(assembler)).trivial());
  }

  @Test
  void thisIsNotTrivialWhereItsSlotIsWritten() {
    MethodAssembler keeping =
        MethodAssembler.method("(Ljava/lang/Object;)V").access(Opcodes.ACC_PUBLIC).local(ALOAD, 0);
    MethodAssembler writing =
        MethodAssembler.method("(Ljava/lang/Object;)V")
            .access(Opcodes.ACC_PUBLIC)
            .local(ALOAD, 0)
            .call(INVOKEVIRTUAL, OBJECT, "notify", "()V")
            .local(ALOAD, 1)
            .local(ASTORE, 0)
            .jump(GOTO, "next")
            .label("next")
            .local(ALOAD, 0);

    assertTrue(last(dereferenced(keeping)).trivial());
    assertFalse(last(dereferenced(writing)).trivial());
  }

  @Test
  void operandsAreCountedFromTheTop() {
    MethodCode code =
        MethodAssembler.method("([[IIII)V")
            .local(ALOAD, 0)
            .push(1)
            .push(2)
            .multiNewArray("[[I", 2)
            .op(org.umbriel.metadata.classfile.Opcode.AASTORE, RETURN)
            .code();
    List<String> found = new ArrayList<>();
    for (CheckSite site : SiteFinder.sitesIn(code, ContractSource.NONE)) {
      found.add(site.kind() + " " + site.operand());
    }

    assertEquals(
        List.of(
            "NEGATIVE_ARRAY_SIZE 1",
            "NEGATIVE_ARRAY_SIZE 0",
            "NULL_DEREFERENCE 2",
            "ARRAY_BOUNDS 1",
            "ARRAY_STORE 0"),
        found);
  }

  @Test
  void callsHaveASiteForEachContractOfTheirCallee() {
    MethodCode code =
        fresh(MethodAssembler.method("(Ljava/lang/Object;)V").local(ALOAD, 0))
            .push(3)
            .call(INVOKESTATIC, "a/B", "m", "(Ljava/lang/Object;Ljava/lang/Object;I)V")
            .op(RETURN)
            .code();
    List<CheckSite> sites =
        SiteFinder.sitesIn(
            code,
            callee ->
                callee.name().equals("m")
                    ? List.of(
                        Contract.nonNull(callee, 0, "p0", Contract.Origin.DEFAULT),
                        Contract.nonNull(callee, 1, "p1", Contract.Origin.DECLARED),
                        new Contract(callee, 1, "p1", "(= p1 p0)", Contract.Origin.DECLARED),
                        new Contract(callee, 2, "n", "(> n 3)", Contract.Origin.DECLARED))
                    : List.of());

    assertEquals(
        List.of("0 false", "1 true", "1 false", "2 false"),
        sites.stream()
            .filter(s -> s.kind() == CheckKind.PRECONDITION)
            .map(s -> s.operand() + " " + s.trivial())
            .toList());
  }

  @Test
  void methodsWithoutCodeHaveNoSites() {
    MethodCode none = MethodAssembler.method("()V").access(Opcodes.ACC_NATIVE).code();

    assertEquals(List.of(), SiteFinder.sitesIn(none, ContractSource.NONE));
  }

  @Test
  void theTableOfKindsNamesWhatIsThrown() throws Exception {
    for (CheckKind kind : CheckKind.values()) {
      Optional<String> exception = Optional.of(kind.exception()).filter(e -> !e.isEmpty());
      assertEquals(
          kind.group() == CheckKind.Group.IMPLICIT
              || kind == CheckKind.ASSERTION
              || kind == CheckKind.LINK,
          exception.isPresent(),
          kind::label);
      if (exception.isPresent()) {
        Class<?> thrown = Class.forName(exception.get().replace('/', '.'));
        assertTrue(Throwable.class.isAssignableFrom(thrown), kind::label);
      }
      assertEquals(
          kind.group() == CheckKind.Group.IMPLICIT || kind == CheckKind.ASSERTION,
          kind.inHeadline(),
          kind::label);
    }
  }
}
