package org.umbriel.metadata.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.RandomInformation;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.write.DwarfWriter;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;

/** Descriptions come with artifacts that we do not trust. */
class DescriptionFuzzTest {
  private static final int MUTANTS = 4_000;

  @Test
  void damagedDescriptionsAreReadOrRefused() throws IOException {
    byte[] sound =
        Descriptions.write("0".repeat(40), "sample.jar", List.of(SampleClass.described()));
    for (int mutant = 0; mutant < MUTANTS; mutant++) {
      Random random = new Random(mutant);
      byte[] damaged = sound.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        Descriptions.read(damaged);
        print(DwarfReader.open(ElfReader.read(damaged)).read());
      } catch (MalformedObjectException e) {
        assertEquals(-1, e.getMessage().indexOf('\n'));
      } catch (RuntimeException | StackOverflowError e) {
        fail("mutant " + mutant, e);
      }
    }
  }

  @Test
  void anythingCanBePrinted() throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      print(RandomInformation.of(seed));
    }
  }

  private static void print(DebugInformation information) throws IOException {
    TextPrinter text = new TextPrinter(information, new StringBuilder());
    JsonPrinter json = new JsonPrinter(information, new StringBuilder());
    for (Unit unit : information.units()) {
      text.print(unit);
      json.print(unit);
    }
  }

  @Test
  void nonsenseIsNamed() {
    Entry site =
        Entry.builder(Tag.UMBRIEL_CHECK_SITE).text(AttributeName.UMBRIEL_KIND, "LUCK").build();
    Entry method =
        Entry.builder(Tag.SUBPROGRAM)
            .text(AttributeName.NAME, "m")
            .text(AttributeName.LINKAGE_NAME, "m()V")
            .child(site)
            .build();
    Entry root =
        Entry.builder(Tag.COMPILE_UNIT)
            .text(AttributeName.NAME, "a.b.C")
            .address(AttributeName.LOW_PC, 0)
            .with(
                AttributeName.UMBRIEL_CLASS_DIGEST,
                new AttributeValue.Block(Bytes.of(new byte[32])))
            .child(Entry.builder(Tag.CLASS_TYPE).child(method).build())
            .build();
    byte[] file =
        ElfWriter.write(
            new ElfFile(
                Optional.empty(),
                DwarfWriter.write(
                    new DebugInformation(List.of(new Unit(root, Optional.empty()))))));
    MalformedObjectException e =
        assertThrows(MalformedObjectException.class, () -> Descriptions.read(file));
    assertEquals(
        ".debug_info at 0x0: in the unit that starts here," + " nothing is called LUCK",
        e.getMessage());
  }
}
