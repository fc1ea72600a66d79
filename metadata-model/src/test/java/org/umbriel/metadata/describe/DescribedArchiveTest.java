package org.umbriel.metadata.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassUnit;

class DescribedArchiveTest {
  private static final String BUILD_ID = "a".repeat(40);
  private static final ClassUnit UNIT = SampleClass.described().unit();
  private static final Entry CLASS = Entry.of("a/b/C.class", UNIT.file().bytes());
  private static final Entry VERSIONED =
      Entry.of("META-INF/versions/17/a/b/C.class", UNIT.file().bytes());
  private static final Entry TEXT = Entry.of("readme", new byte[] {1});
  private static final Entry BROKEN = Entry.of("a/b/B.class", new byte[] {1, 2, 3});

  private static Archive archive(Entry... entries) {
    return Archive.of("a.jar", List.of(entries));
  }

  @Test
  void ordinalsCountEveryClassFile() {
    DescribedArchive described =
        DescribedArchive.of(
            archive(BROKEN, TEXT, CLASS, VERSIONED), unit -> ClassRecords.undecided(unit));
    assertEquals(List.of(1, 2), described.classes().stream().map(DescribedClass::ordinal).toList());
    assertEquals(1, described.problems().size());
    assertEquals(4, described.classes().get(0).records().undecided().size());
  }

  @Test
  void claimsAreFoundByTheirPlace() {
    DescribedClass sample = SampleClass.described();
    DescribedArchive described =
        DescribedArchive.of(archive(TEXT, VERSIONED, CLASS), unit -> sample.records());
    String name = DescribedArchive.entryName(BUILD_ID);
    byte[] description = Descriptions.write(BUILD_ID, "a.jar", described.classes());
    DescribedArchive read =
        DescribedArchive.asClaimed(archive(TEXT, VERSIONED, CLASS, Entry.of(name, description)));
    assertEquals(Optional.of(name), read.claim());
    assertEquals(List.of(), read.problems());
    assertEquals(
        List.of(sample.records(), sample.records()),
        read.classes().stream().map(DescribedClass::records).toList());

    DescribedArchive moved =
        DescribedArchive.asClaimed(archive(BROKEN, VERSIONED, CLASS, Entry.of(name, description)));
    assertEquals(
        List.of(sample.records(), ClassRecords.undecided(UNIT)),
        moved.classes().stream().map(DescribedClass::records).toList(),
        "the first is at ordinal 1, where the claim is about equal bytes; the second has none");
  }
}
