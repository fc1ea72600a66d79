package org.umbriel.metadata.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.umbriel.metadata.dwarf.LineTable.SourceFile;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue.Foreign;
import org.umbriel.metadata.entry.AttributeValue.Locations;
import org.umbriel.metadata.entry.AttributeValue.Ranges;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Encoding;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Language;
import org.umbriel.metadata.entry.LocationEntry;
import org.umbriel.metadata.entry.OperationCode;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

/**
 * Units such as a compiler might write, of any version of DWARF: types, functions with blocks,
 * copies and places, variables, lines. What is said makes sense, so that other tools check it.
 */
public final class RandomProgram {
  /** Where the code of the first unit starts. */
  public static final long CODE = 0x401000;

  /** Each unit's code lies within so many bytes. */
  public static final int UNIT_SIZE = 0x1000;

  private static final long DATA = 0x600000;

  /** Ordinals in each unit, whose first entries are these three. */
  private static final int INT = 1;

  private static final int LONG = 2;
  private static final int POINTER = 3;

  private final Random random;
  private final int version;
  private final List<Long> signatures = new ArrayList<>();
  private int names;
  private long data = DATA;

  private RandomProgram(long seed, int version) {
    this.random = new Random(seed);
    this.version = version;
  }

  public static DebugInformation of(long seed, int version) {
    return new RandomProgram(seed, version).information();
  }

  private DebugInformation information() {
    int count = 1 + random.nextInt(3);
    for (int i = version >= 4 ? random.nextInt(3) : 0; i > 0; i--) {
      signatures.add(random.nextLong());
    }
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      units.add(new UnitMaker(i, count).unit());
    }
    for (long signature : signatures) {
      units.add(typeUnit(units.size(), signature));
    }
    return new DebugInformation(units);
  }

  private String name(String start) {
    return start
        + (char) ('a' + random.nextInt(26))
        + names++
        + (random.nextInt(6) == 0 ? "\u00fc" : "");
  }

  private static Entry.Builder baseType(String name, int size) {
    return Entry.builder(Tag.BASE_TYPE)
        .text(AttributeName.NAME, name)
        .constant(AttributeName.BYTE_SIZE, size)
        .code(AttributeName.ENCODING, Encoding.SIGNED);
  }

  private Unit typeUnit(int ordinal, long signature) {
    Entry structure = structure(ordinal).build();
    Entry root =
        Entry.builder(Tag.TYPE_UNIT)
            .code(AttributeName.LANGUAGE, Language.C89)
            .child(baseType("int", 4).build())
            .child(baseType("long int", 8).build())
            .child(Entry.builder(Tag.POINTER_TYPE).constant(AttributeName.BYTE_SIZE, 8).build())
            .child(structure)
            .build();
    return new Unit(root, Optional.empty(), Optional.of(new TypeSignature(signature, 4)));
  }

  private Entry.Builder structure(int unit) {
    Entry.Builder structure =
        Entry.builder(Tag.STRUCTURE_TYPE).text(AttributeName.NAME, name("struct_"));
    int offset = 0;
    List<Entry> members = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      int type = INT + random.nextInt(3);
      int size = type == INT ? 4 : 8;
      offset = (offset + size - 1) / size * size;
      Entry.Builder member =
          Entry.builder(Tag.MEMBER)
              .text(AttributeName.NAME, name("m"))
              .reference(AttributeName.TYPE, new Reference(unit, type));
      if (version == 2) {
        Bytes place = operation(OperationCode.PLUS_UCONST, offset);
        member.expression(AttributeName.DATA_MEMBER_LOCATION, place);
      } else {
        member.constant(AttributeName.DATA_MEMBER_LOCATION, offset);
      }
      members.add(member.build());
      offset += size;
    }
    return structure.constant(AttributeName.BYTE_SIZE, (offset + 7) / 8 * 8).children(members);
  }

  private static Bytes operation(OperationCode code, long operand) {
    return Bytes.of(new GrowingBuffer().u8(code.value()).uleb(operand).toArray());
  }

  private static Bytes stackSlot(int offset) {
    int code = OperationCode.of(0x77).value(); // DW_OP_breg7
    return Bytes.of(new GrowingBuffer().u8(code).sleb(offset).toArray());
  }

  /** Makes a unit, whose entries are counted as they are made. */
  private final class UnitMaker {
    private final int ordinal;
    private final int units;
    private final long base;
    private final List<AddressRange> functions = new ArrayList<>();
    private final List<LineSequence> sequences = new ArrayList<>();
    private int next = POINTER + 1;
    private long code;

    private UnitMaker(int ordinal, int units) {
      this.ordinal = ordinal;
      this.units = units;
      this.base = CODE + (long) ordinal * UNIT_SIZE;
      this.code = base;
    }

    private Unit unit() {
      Entry.Builder pointer =
          Entry.builder(Tag.POINTER_TYPE)
              .constant(AttributeName.BYTE_SIZE, 8)
              .reference(AttributeName.TYPE, new Reference(random.nextInt(units), INT));
      List<Entry> children = new ArrayList<>();
      children.add(baseType("int", 4).build());
      children.add(baseType("long int", 8).build());
      children.add(pointer.build());
      for (int i = 2 + random.nextInt(6); i > 0; i--) {
        children.add(
            switch (random.nextInt(4)) {
              case 0 -> counted(structure(ordinal));
              case 1 -> counted(variable());
              default -> function();
            });
      }
      children.add(function());
      String name = name("file") + ".c";
      return new Unit(root(name).children(children).build(), Optional.of(lines(name)));
    }

    private Entry counted(Entry.Builder builder) {
      Entry entry = builder.build();
      next += entry.size();
      return entry;
    }

    private Entry.Builder root(String name) {
      Entry.Builder root =
          Entry.builder(Tag.COMPILE_UNIT)
              .text(AttributeName.PRODUCER, "umbriel's tests")
              .code(AttributeName.LANGUAGE, Language.C89)
              .text(AttributeName.NAME, name)
              .text(AttributeName.COMP_DIR, "/src");
      if (version >= 3 && random.nextBoolean()) {
        root.address(AttributeName.LOW_PC, random.nextBoolean() ? 0 : base);
        return root.with(AttributeName.RANGES, new Ranges(functions));
      }
      return bounds(root, new AddressRange(base, code));
    }

    private Entry.Builder bounds(Entry.Builder entry, AddressRange range) {
      entry.address(AttributeName.LOW_PC, range.start());
      return version >= 4
          ? entry.constant(AttributeName.HIGH_PC, range.end() - range.start())
          : entry.address(AttributeName.HIGH_PC, range.end());
    }

    private Entry.Builder variable() {
      Bytes place =
          Bytes.of(new GrowingBuffer().u8(OperationCode.ADDR.value()).u64(data).toArray());
      data += 8;
      Entry.Builder variable =
          Entry.builder(Tag.VARIABLE)
              .text(AttributeName.NAME, name("v"))
              .flag(AttributeName.EXTERNAL, random.nextBoolean())
              .expression(AttributeName.LOCATION, place);
      return signatures.isEmpty() || random.nextBoolean()
          ? variable.reference(AttributeName.TYPE, new Reference(ordinal, LONG))
          : variable.with(
              AttributeName.TYPE,
              new Foreign(Form.REF_SIG8, signatures.get(random.nextInt(signatures.size()))));
    }

    private Entry function() {
      AddressRange range = new AddressRange(code, code + 16 + random.nextInt(100));
      code = range.end() + random.nextInt(3) * 16L;
      functions.add(range);
      sequences.add(sequence(range));
      int self = next++;
      Entry.Builder function =
          Entry.builder(Tag.SUBPROGRAM)
              .text(AttributeName.NAME, name("f"))
              .flag(AttributeName.EXTERNAL, random.nextBoolean())
              .flag(AttributeName.PROTOTYPED, true)
              .constant(AttributeName.DECL_FILE, 1)
              .constant(AttributeName.DECL_LINE, 1 + random.nextInt(500))
              .reference(AttributeName.TYPE, new Reference(random.nextInt(units), INT));
      if (random.nextBoolean()) {
        function.text(AttributeName.LINKAGE_NAME, name("_Z"));
      }
      bounds(function, range).expression(AttributeName.FRAME_BASE, stackSlot(8));
      for (int i = random.nextInt(4); i > 0; i--) {
        function.child(counted(parameter(range)));
      }
      if (random.nextBoolean()) {
        function.child(block(range));
      }
      if (random.nextInt(3) == 0) {
        function.child(counted(copy(self, range)));
      }
      return function.build();
    }

    private Entry.Builder parameter(AddressRange within) {
      Entry.Builder parameter =
          Entry.builder(Tag.FORMAL_PARAMETER)
              .text(AttributeName.NAME, name("p"))
              .reference(AttributeName.TYPE, new Reference(ordinal, POINTER));
      if (random.nextBoolean()) {
        return parameter.expression(AttributeName.LOCATION, stackSlot(-8 * random.nextInt(200)));
      }
      long middle = within.start() + 8;
      List<LocationEntry> places = new ArrayList<>();
      places.add(place(new AddressRange(within.start(), middle)));
      places.add(place(new AddressRange(middle, within.end())));
      if (version >= 5 && random.nextBoolean()) {
        places.add(new LocationEntry(Optional.empty(), stackSlot(-16)));
      }
      return parameter.with(AttributeName.LOCATION, new Locations(places));
    }

    private LocationEntry place(AddressRange range) {
      return new LocationEntry(Optional.of(range), stackSlot(random.nextInt(64)));
    }

    private Entry block(AddressRange within) {
      next++;
      Entry.Builder block = Entry.builder(Tag.LEXICAL_BLOCK);
      long start = within.start();
      if (version >= 3 && random.nextBoolean()) {
        block.with(
            AttributeName.RANGES,
            new Ranges(
                List.of(
                    new AddressRange(start + 1, start + 3),
                    new AddressRange(start + 5, start + 9))));
      } else {
        bounds(block, new AddressRange(start + 2, start + 9));
      }
      return block.child(counted(variable())).build();
    }

    private Entry.Builder copy(int origin, AddressRange within) {
      Entry.Builder copy =
          Entry.builder(Tag.INLINED_SUBROUTINE)
              .reference(AttributeName.ABSTRACT_ORIGIN, new Reference(ordinal, origin))
              .constant(AttributeName.CALL_LINE, random.nextInt(500));
      return bounds(copy, new AddressRange(within.start() + 10, within.start() + 14));
    }

    private LineTable lines(String name) {
      boolean digests = version >= 5 && random.nextBoolean();
      List<SourceFile> files = new ArrayList<>();
      for (String file : List.of(name, name, "header.h")) {
        byte[] digest = new byte[16];
        random.nextBytes(digest);
        Optional<Bytes> md5 = digests ? Optional.of(Bytes.of(digest)) : Optional.empty();
        files.add(new SourceFile(file, file.equals("header.h") ? 1 : 0, md5));
      }
      return new LineTable(List.of("/src", "/usr/include"), files, sequences);
    }

    private LineSequence sequence(AddressRange range) {
      List<LineRow> rows = new ArrayList<>();
      long address = range.start();
      while (address < range.end()) {
        int flags = random.nextInt(16);
        int file = 1 + random.nextInt(2);
        rows.add(
            new LineRow(
                address,
                file,
                random.nextInt(1000),
                random.nextInt(80),
                flags,
                0,
                random.nextInt(4) == 0 ? random.nextInt(300) : 0));
        address += 1 + random.nextInt(20);
      }
      return new LineSequence(rows, range.end());
    }
  }
}
