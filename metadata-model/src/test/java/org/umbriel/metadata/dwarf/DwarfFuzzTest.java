package org.umbriel.metadata.dwarf;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.EntryCursor;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.dwarf.write.DwarfWriter;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.elf.MalformedObjectException;

/** Damaged files end in the one checked exception, or are read; nothing else happens. */
class DwarfFuzzTest {
  private static final int FILES = 60;
  private static final int MUTANTS = 400;

  @Test
  void damagedFilesAreReadOrRefused() {
    int refused = 0;
    for (int file = 0; file < FILES; file++) {
      byte[] sound =
          ElfWriter.write(
              new ElfFile(Optional.empty(), DwarfWriter.write(RandomInformation.of(file))));
      for (int mutant = 0; mutant < MUTANTS; mutant++) {
        Random random = new Random(31L * file + mutant);
        byte[] damaged = damage(sound, random);
        try {
          readAll(damaged);
        } catch (MalformedObjectException e) {
          refused++;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
          fail("file " + file + ", mutant " + mutant, e);
        }
      }
    }
    assertTrue(refused > FILES * MUTANTS / 10, "only " + refused + " refused");
  }

  private static void readAll(byte[] bytes) throws MalformedObjectException {
    DwarfReader reader = DwarfReader.open(ElfReader.read(bytes));
    for (UnitReader unit : reader.units()) {
      EntryCursor cursor = unit.entries();
      while (cursor.next()) {
        cursor.tag();
      }
    }
    reader.read();
  }

  private static byte[] damage(byte[] sound, Random random) {
    byte[] damaged = sound.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(4)) {
        case 0 -> damaged[at] = (byte) random.nextInt();
        case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> damaged[at] = (byte) (random.nextBoolean() ? 0xff : 0);
        default -> {
          int from = random.nextInt(damaged.length);
          int length = random.nextInt(Math.min(16, damaged.length - Math.max(at, from)) + 1);
          System.arraycopy(sound, from, damaged, at, length);
        }
      }
    }
    return random.nextInt(10) == 0
        ? Arrays.copyOf(damaged, random.nextInt(damaged.length))
        : damaged;
  }
}
