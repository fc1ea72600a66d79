package org.umbriel.metadata.dwarf.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Bytes;

class EvaluatorTest {
  private static final Machine MACHINE =
      new Machine() {
        @Override
        public OptionalLong register(int number) {
          return OptionalLong.of(100L * number);
        }

        @Override
        public OptionalLong memory(long address, int size) {
          return OptionalLong.of(address + size);
        }

        @Override
        public OptionalLong frameBase() {
          return OptionalLong.of(0x1000);
        }
      };

  private static Bytes code(int... bytes) {
    byte[] code = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      code[i] = (byte) bytes[i];
    }
    return Bytes.of(code);
  }

  private static long value(int... bytes) throws Exception {
    return Evaluator.value(code(bytes), MACHINE);
  }

  private static Location locate(int... bytes) throws Exception {
    return Evaluator.locate(code(bytes), MACHINE);
  }

  @Test
  void arithmetic() throws Exception {
    assertEquals(7, value(0x33, 0x34, 0x22)); // lit3, lit4, plus
    assertEquals(-1, value(0x33, 0x34, 0x1c)); // lit3, lit4, minus
    assertEquals(-2, value(0x09, 0xfa, 0x33, 0x1b)); // const1s -6, lit3, div
    assertEquals(1, value(0x33, 0x34, 0x2d)); // lit3, lit4, lt
    assertEquals(-1, value(0x09, 0xff, 0x08, 0x50, 0x26)); // const1s -1, const1u 80, shra
    assertEquals(0x1005, value(0x91, 0x05)); // fbreg 5
  }

  @Test
  void stackOrder() throws Exception {
    assertEquals(3, value(0x31, 0x32, 0x33, 0x17, 0x13, 0x16)); // rot, drop, swap: 1 3
    assertEquals(2, value(0x31, 0x32, 0x33, 0x14)); // over
    assertEquals(1, value(0x31, 0x32, 0x33, 0x15, 0x02)); // pick 2
  }

  /** const1u 5; loop: lit1, minus, dup, bra loop. */
  @Test
  void loops() throws Exception {
    assertEquals(0, value(0x08, 5, 0x31, 0x1c, 0x12, 0x28, 0xfa, 0xff));
  }

  @Test
  void places() throws Exception {
    assertEquals(new Location.Nowhere(), locate());
    assertEquals(new Location.Register(5), locate(0x55));
    assertEquals(new Location.Memory(708), locate(0x77, 8)); // breg7 8
    assertEquals(new Location.Value(3), locate(0x33, 0x9f));
    assertEquals(new Location.Implicit(code(1, 2)), locate(0x9e, 2, 1, 2));
    assertEquals(
        new Location.Composite(
            List.of(
                new Location.Piece(new Location.Register(5), 32, 0),
                new Location.Piece(new Location.Nowhere(), 32, 0))),
        locate(0x55, 0x93, 4, 0x93, 4));
  }

  @Test
  void whatIsNotKnownIsSaid() {
    assertEquals("register 7 is not known", refusal(Machine.NONE, 0x77, 8));
    assertEquals("too few values on the stack", refusal(MACHINE, 0x22));
    assertEquals("division by zero", refusal(MACHINE, 0x31, 0x30, 0x1b));
    assertEquals("more than 10000 steps", refusal(MACHINE, 0x2f, 0xfd, 0xff));
    assertEquals("more than 1000 values on the stack", refusal(MACHINE, 0x31, 0x2f, 0xfc, 0xff));
  }

  private static String refusal(Machine machine, int... bytes) {
    return assertThrows(EvaluationException.class, () -> Evaluator.locate(code(bytes), machine))
        .getMessage();
  }

  @Test
  void anyBytesEndInTheTwoExceptions() {
    Random random = new Random(3);
    int evaluated = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      try {
        Evaluator.locate(Bytes.of(bytes), MACHINE);
        evaluated++;
      } catch (MalformedObjectException | EvaluationException e) {
        // what is to be expected of noise
      }
    }
    assertTrue(evaluated > 5_000, "" + evaluated);
  }
}
