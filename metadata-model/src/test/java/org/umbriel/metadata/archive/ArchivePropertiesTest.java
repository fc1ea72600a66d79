package org.umbriel.metadata.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ArchivePropertiesTest {

  /** read(write(x)) = x. */
  @Property(tries = 300)
  void readingUndoesWriting(@ForAll("entries") List<Entry> entries) throws Exception {
    byte[] written = Archive.of("x", entries).toBytes();
    Archive reread = Archive.read("x", written, Limits.DEFAULT);

    assertEquals(entries.size(), reread.entries().size());
    for (int i = 0; i < entries.size(); i++) {
      Entry expected = entries.get(i);
      Entry actual = reread.entries().get(i);
      assertEquals(expected.path(), actual.path());
      assertEquals(expected.size(), actual.size());
      assertEquals(expected.isStored(), actual.isStored());
      assertArrayEquals(expected.content(), actual.content());
    }
    assertArrayEquals(written, reread.toBytes());
  }

  @Provide
  Arbitrary<List<Entry>> entries() {
    Arbitrary<byte[]> contents = Arbitraries.bytes().array(byte[].class).ofMaxSize(3000);
    Arbitrary<String> paths =
        Arbitraries.strings()
            .all()
            .excludeChars('\0')
            .ofMinLength(1)
            .ofMaxLength(40)
            .filter(
                path ->
                    path.codePoints()
                        .noneMatch(
                            c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    return Combinators.combine(paths, contents, Arbitraries.of(true, false))
        .as(
            (path, content, stored) ->
                stored ? Entry.stored(path, content) : Entry.of(path, content))
        .list()
        .ofMaxSize(12);
  }
}
