package org.umbriel.shadow.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MemberIndexTest {
  private static final String DIGEST = "0123456789abcdef" + "0".repeat(48);

  private static MemberIndex read(byte[] bytes) throws IOException {
    return MemberIndex.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void membersWithTheirFlags() throws IOException {
    int flags = MemberIndex.PUBLIC | MemberIndex.STATIC;
    MemberIndex index = read(IndexBytes.of("p/C", DIGEST, "size()I", flags, "limit:I", 3));
    assertEquals(flags, index.flags("p/C", "size", "()I"));
    assertEquals(3, index.flags("p/C", "limit", "I"));
    assertEquals(MemberIndex.ABSENT, index.flags("p/D", "limit", "I"));
    assertEquals(MemberIndex.ABSENT, index.flags("p/C", "size", "()J"));
  }

  @Test
  void digestsOfClasses() throws IOException {
    MemberIndex index = read(IndexBytes.of("p/C", DIGEST));
    assertEquals(0x0123456789abcdefL, index.digestOf("p/C"));
    assertEquals(MemberIndex.NO_DIGEST, index.digestOf("p/D"));
    assertTrue(index.hasDigest("p/C", DIGEST));
    assertFalse(index.hasDigest("p/C", "1".repeat(64)));
  }

  @Test
  void theOrderOfVersionsCounts() {
    String other = "f".repeat(64);
    assertNotEquals(MemberIndex.digest(DIGEST, other), MemberIndex.digest(other, DIGEST));
  }

  @Test
  void theIndexOfAPackageHasItsName() {
    assertEquals("META-INF/umbriel/a.b.index", MemberIndex.path("a/b/C"));
    assertEquals("META-INF/umbriel/default.index", MemberIndex.path("C"));
  }

  @Test
  void whatIsNoIndexIsRefused() {
    byte[] whole = IndexBytes.of("p/C", DIGEST, "a()V", 3, "b()V", 3, "c()V", 3);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> read(cut), "after " + length);
    }
    for (int i = 0; i < 13; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) 0x80;
      assertThrows(IOException.class, () -> read(changed), "byte " + i);
    }
    byte[] unsorted = whole.clone();
    unsorted[13] = (byte) 0xFF;
    unsorted[14] = 0;
    assertThrows(IOException.class, () -> read(unsorted));
  }
}
