package org.umbriel.metadata.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CursorTest {

  private static Cursor over(int... bytes) {
    GrowingBuffer buffer = new GrowingBuffer();
    for (int each : bytes) {
      buffer.u8(each);
    }
    return Slice.of("test", buffer.toArray()).cursor();
  }

  @Property
  void lebsComeBack(@ForAll long number) throws MalformedObjectException {
    byte[] bytes = new GrowingBuffer().uleb(number).sleb(number).u64(number).toArray();
    Cursor in = Slice.of("test", bytes).cursor();
    assertEquals(number, in.uleb());
    assertEquals(number, in.sleb());
    assertEquals(number, in.u64());
    assertFalse(in.hasMore());
  }

  /** DWARF 5, figures 26 and 27 (7.6). */
  @Test
  void examplesOfTheStandard() throws MalformedObjectException {
    assertEquals(12857, over(57 + 0x80, 100).uleb());
    assertEquals(-127, over(1 + 0x80, 0x7f).sleb());
    assertEquals(-129, over(0x7f + 0x80, 0x7e).sleb());
  }

  @Test
  void paddingIsAllowedAndOverflowIsNot() throws MalformedObjectException {
    assertEquals(1, over(0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0).uleb());
    assertEquals(-1, over(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f).sleb());
    Cursor tooLarge = over(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2);
    assertThrows(MalformedObjectException.class, tooLarge::uleb);
    Cursor tooSmall = over(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7e);
    assertThrows(MalformedObjectException.class, tooSmall::sleb);
  }

  @Test
  void whatIsMissingIsNamed() throws MalformedObjectException {
    Cursor in = Slice.of(".debug_info", new byte[7]).cursor(2);
    in.u16();
    MalformedObjectException e = assertThrows(MalformedObjectException.class, in::u32);
    assertEquals(".debug_info at 0x4: needs 4 more bytes, has 3", e.getMessage());
    assertEquals(".debug_info", e.section());
    assertEquals(4, e.offset());
    assertEquals("needs 4 more bytes, has 3", e.reason());
  }
}
