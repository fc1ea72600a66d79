package org.umbriel.metadata.dwarf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.umbriel.metadata.dwarf.LineTable.SourceFile;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.LocationEntry;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

/** Debugging information of any shape that the writer takes, sensible or not. */
public final class RandomInformation {
  private static final List<Form> FOREIGN =
      List.of(Form.REF_SIG8, Form.STRX3, Form.ADDRX, Form.REF_SUP4, Form.STRX1);
  private static final String[] TEXTS = {
    "",
    "a",
    "abc",
    "abcd",
    "\0",
    "gr\u00fc\u00df",
    "\ud83d\ude00",
    "\ud83d",
    "x\udc00\ud800y",
    "(not (= s null))",
    "\uffff\u0800\u07ff"
  };

  private final Random random;
  private final List<Integer> unitSizes = new ArrayList<>();

  private RandomInformation(long seed) {
    this.random = new Random(seed);
  }

  public static DebugInformation of(long seed) {
    return new RandomInformation(seed).information();
  }

  private DebugInformation information() {
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      unitSizes.add(1 + random.nextInt(20));
    }
    List<Unit> units = new ArrayList<>();
    for (int size : unitSizes) {
      Tag tag = random.nextInt(5) == 0 ? Tag.PARTIAL_UNIT : Tag.COMPILE_UNIT;
      Optional<LineTable> lines =
          random.nextBoolean() ? Optional.of(RandomLines.of(random)) : Optional.empty();
      units.add(new Unit(entry(tag, size), lines));
    }
    return new DebugInformation(units);
  }

  /** An entry with so many entries, counting itself. */
  private Entry entry(Tag tag, int size) {
    List<Entry> children = new ArrayList<>();
    int rest = size - 1;
    while (rest > 0) {
      int part = 1 + random.nextInt(rest);
      children.add(entry(Tag.of(1 + random.nextInt(0x5600)), part));
      rest -= part;
    }
    return new Entry(tag, attributes(), children);
  }

  private List<Attribute> attributes() {
    Set<AttributeName> names = new LinkedHashSet<>();
    int count = random.nextInt(6);
    while (names.size() < count) {
      AttributeName name =
          random.nextInt(4) == 0
              ? AttributeName.of(0x2000 + random.nextInt(0x1fff))
              : AttributeName.all().get(random.nextInt(AttributeName.all().size()));
      if (!name.equals(AttributeName.STMT_LIST) && !name.equals(AttributeName.SIBLING)) {
        names.add(name);
      }
    }
    return names.stream().map(name -> new Attribute(name, value(name))).toList();
  }

  private AttributeValue value(AttributeName name) {
    if (name.equals(AttributeName.RANGES) && random.nextBoolean()) {
      return new AttributeValue.Ranges(Stream.generate(this::range).limit(small()).toList());
    }
    if (name.equals(AttributeName.LOCATION) && random.nextBoolean()) {
      return new AttributeValue.Locations(Stream.generate(this::location).limit(small()).toList());
    }
    return value();
  }

  private int small() {
    return random.nextInt(5);
  }

  private AddressRange range() {
    return new AddressRange(random.nextLong(), random.nextLong());
  }

  private LocationEntry location() {
    Optional<AddressRange> range = random.nextBoolean() ? Optional.of(range()) : Optional.empty();
    return new LocationEntry(range, bytes());
  }

  private AttributeValue value() {
    return switch (random.nextInt(8)) {
      case 0 -> new AttributeValue.Address(random.nextLong());
      case 1 -> new AttributeValue.Constant(random.nextLong() >> random.nextInt(64));
      case 2 -> new AttributeValue.Flag(random.nextBoolean());
      case 3 -> new AttributeValue.Text(text());
      case 4 -> new AttributeValue.Block(bytes());
      case 5 -> new AttributeValue.Expression(bytes());
      case 6 -> foreign();
      default -> {
        int unit = random.nextInt(unitSizes.size());
        int entry = random.nextInt(unitSizes.get(unit));
        yield new AttributeValue.EntryReference(new Reference(unit, entry));
      }
    };
  }

  private AttributeValue foreign() {
    Form form = FOREIGN.get(random.nextInt(FOREIGN.size()));
    long bits = random.nextLong();
    int size = form.size() == Form.OFFSET_SIZE ? 4 : form.size();
    long number = size > 0 && size < 8 ? bits >>> 64 - 8 * size : bits;
    return new AttributeValue.Foreign(form, number);
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
  }

  private Bytes bytes() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  /** Line tables of any shape. */
  private static final class RandomLines {
    private final Random random;

    private RandomLines(Random random) {
      this.random = random;
    }

    private static LineTable of(Random random) {
      return new RandomLines(random).table();
    }

    private LineTable table() {
      List<String> directories = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        directories.add("directory" + random.nextInt());
      }
      boolean digests = random.nextBoolean();
      List<SourceFile> files = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        byte[] digest = new byte[16];
        random.nextBytes(digest);
        files.add(
            new SourceFile(
                "file" + i,
                random.nextInt(directories.size()),
                digests ? Optional.of(Bytes.of(digest)) : Optional.empty()));
      }
      List<LineSequence> sequences = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        sequences.add(sequence());
      }
      return new LineTable(directories, files, sequences);
    }

    private LineSequence sequence() {
      List<LineRow> rows = new ArrayList<>();
      long address = random.nextLong() >>> 1;
      for (int i = random.nextInt(30); i >= 0; i--) {
        rows.add(row(address));
        address += random.nextInt(1 << random.nextInt(31));
      }
      return new LineSequence(rows, address);
    }

    private LineRow row(long address) {
      return new LineRow(address, small(), small(), small(), random.nextInt(16), small(), small());
    }

    private int small() {
      return random.nextInt(4) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(20);
    }
  }
}
