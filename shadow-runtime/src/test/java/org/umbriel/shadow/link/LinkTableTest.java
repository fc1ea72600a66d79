package org.umbriel.shadow.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinkTableTest {

  private static byte[] table() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(3);
    out.writeUTF("p/User");
    out.writeUTF("p/One");
    out.writeUTF("p/Two");
    out.writeInt(2);
    out.writeShort(0);
    out.writeUTF("o.q/Library.name.()I.library.jar");
    out.writeShort(0);
    out.writeUTF("");
    out.writeLong(0xABCDEFL);
    out.writeShort(2);
    out.writeShort(1);
    out.writeShort(2);
    return bytes.toByteArray();
  }

  private static LinkTable read(byte[] bytes) throws IOException {
    return LinkTable.read(bytes);
  }

  @Test
  void aFactAndAComparison() throws IOException {
    LinkTable table = read(table());
    assertEquals(2, table.size());
    assertEquals("p/User", table.user(1));
    assertEquals(Fact.Kind.INVOKESTATIC, table.fact(0).kind());
    assertEquals("library.jar", table.fact(0).against());
    assertEquals(Fact.Kind.SAME, table.fact(1).kind());
    assertEquals("p/One;p/Two", table.fact(1).owner());
    assertEquals("abcdef", table.fact(1).name());
  }

  @Test
  void whatIsCutShortIsRefused() throws IOException {
    byte[] whole = table();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> read(cut), "after " + length);
    }
  }

  @Test
  void absurdCountsAreRefused() {
    assertThrows(IOException.class, () -> read(new byte[] {0x7F, -1, -1, -1, 0, 0}));
    assertThrows(IOException.class, () -> read(new byte[] {-1, -1, -1, -1, 0, 0}));
  }
}
