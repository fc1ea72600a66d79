package org.umbriel.metadata.dwarf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.write.DwarfWriter;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

class RoundTripTest {

  private static byte[] write(DebugInformation information) {
    return ElfWriter.write(new ElfFile(Optional.empty(), DwarfWriter.write(information)));
  }

  @Property
  void whatIsWrittenIsRead(@ForAll long seed) throws MalformedObjectException {
    DebugInformation information = RandomInformation.of(seed);
    byte[] bytes = write(information);
    assertEquals(information, DwarfReader.open(ElfReader.read(bytes)).read());
    assertArrayEquals(bytes, write(RandomInformation.of(seed)), "same input, same bytes");
  }

  @Property
  void everyStringComesBack(@ForAll String text) throws MalformedObjectException {
    Entry root =
        Entry.builder(Tag.COMPILE_UNIT)
            .text(AttributeName.NAME, text)
            .text(AttributeName.PRODUCER, text + text + "....")
            .build();
    byte[] bytes = write(new DebugInformation(List.of(new Unit(root, Optional.empty()))));
    assertEquals(root, DwarfReader.open(ElfReader.read(bytes)).read().units().get(0).root());
  }

  @Test
  void rootsAreReadWithoutTheirChildren() throws MalformedObjectException {
    Entry child = Entry.builder(Tag.BASE_TYPE).build();
    Entry root = Entry.builder(Tag.COMPILE_UNIT).text(AttributeName.NAME, "C").child(child).build();
    byte[] bytes = write(new DebugInformation(List.of(new Unit(root, Optional.empty()))));
    Entry read = DwarfReader.open(ElfReader.read(bytes)).units().get(0).root();
    assertEquals(Optional.of("C"), read.text(AttributeName.NAME));
    assertEquals(List.of(), read.children());
  }

  @Test
  void referencesToNothingAreRefused() {
    for (Reference nowhere : List.of(new Reference(0, 1), new Reference(1, 0))) {
      Entry root = Entry.builder(Tag.COMPILE_UNIT).reference(AttributeName.TYPE, nowhere).build();
      DebugInformation information =
          new DebugInformation(List.of(new Unit(root, Optional.empty())));
      assertThrows(IllegalArgumentException.class, () -> write(information));
    }
  }

  @Test
  void noAttributeOccursTwice() {
    Entry.Builder twice =
        Entry.builder(Tag.VARIABLE).constant(AttributeName.TYPE, 1).constant(AttributeName.TYPE, 2);
    assertThrows(IllegalArgumentException.class, twice::build);
  }
}
