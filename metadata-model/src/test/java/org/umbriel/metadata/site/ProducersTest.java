package org.umbriel.metadata.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.umbriel.metadata.classfile.Opcode.ALOAD;
import static org.umbriel.metadata.classfile.Opcode.ASTORE;
import static org.umbriel.metadata.classfile.Opcode.DUP;
import static org.umbriel.metadata.classfile.Opcode.DUP_X1;
import static org.umbriel.metadata.classfile.Opcode.GOTO;
import static org.umbriel.metadata.classfile.Opcode.INVOKEVIRTUAL;
import static org.umbriel.metadata.classfile.Opcode.ISTORE;
import static org.umbriel.metadata.classfile.Opcode.RETURN;
import static org.umbriel.metadata.classfile.Opcode.SWAP;

import org.junit.jupiter.api.Test;
import org.umbriel.metadata.testing.MethodAssembler;

/** Who made an operand, through copies and swaps. */
final class ProducersTest {
  private static final String OBJECT = "java/lang/Object";

  @Test
  void copiesAreMadeByWhoeverMadeTheOriginal() {
    Producers producers =
        Producers.in(
            MethodAssembler.method("(Ljava/lang/Object;Ljava/lang/Object;)V")
                .local(ALOAD, 0)
                .local(ALOAD, 1)
                .op(SWAP)
                .op(DUP_X1)
                .call(INVOKEVIRTUAL, OBJECT, "equals", "(Ljava/lang/Object;)Z")
                .local(ISTORE, 2)
                .local(ASTORE, 3)
                .op(RETURN)
                .code());
    assertEquals(0, producers.of(4, 0), "the argument was swapped up");
    assertEquals(1, producers.of(4, 1), "the receiver");
    assertEquals(4, producers.of(5, 0), "the result");
    assertEquals(0, producers.of(6, 0), "the copy below");
    assertEquals(Producers.UNKNOWN, producers.of(6, 1), "takes no more");
  }

  @Test
  void ofOtherBlocksNothingIsKnown() {
    Producers producers =
        Producers.in(
            MethodAssembler.method("(Ljava/lang/Object;)V")
                .local(ALOAD, 0)
                .op(DUP)
                .jump(GOTO, "next")
                .label("next")
                .local(ASTORE, 1)
                .op(RETURN)
                .code());
    assertEquals(Producers.UNKNOWN, producers.of(3, 0));
  }
}
