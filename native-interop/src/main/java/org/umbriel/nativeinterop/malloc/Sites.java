package org.umbriel.nativeinterop.malloc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.metadata.dwarf.LineRow;
import org.umbriel.metadata.dwarf.LineSequence;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.read.EntryTable;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.elf.ElfSymbol;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.nativeinterop.load.MappedImage;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.DwarfTypes;
import org.umbriel.nativeinterop.type.PointerType;

/**
 * Who allocates at an address, from symbols, lines and, where the source can be read, its words:
 * {@code sizeof(struct node)}, or the variable that is assigned to, whose type is in the DWARF.
 */
final class Sites {
  private static final Pattern SIZE_OF_TYPE =
      Pattern.compile("sizeof\\s*\\(?\\s*((?:struct|union|enum)\\s+\\w+|\\w+)");
  private static final Pattern SIZE_OF_VALUE = Pattern.compile("sizeof\\s*\\(?\\s*\\*\\s*(\\w+)");
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(\\w+)\\s*=\\s*(?:\\([^()]*\\)\\s*)?\\w*(?:alloc|strdup|strndup)\\w*\\s*\\(");

  private static final Set<Tag> VARIABLES = Set.of(Tag.VARIABLE, Tag.FORMAL_PARAMETER, Tag.MEMBER);

  private final long pid;
  private final MemoryMap map;
  private final String programName;
  private final Map<String, Optional<MappedImage>> images = new HashMap<>();

  Sites(long pid, MemoryMap map, String programName) {
    this.pid = pid;
    this.map = map;
    this.programName = programName;
  }

  /**
   * Who called malloc.
   *
   * @param returnAddress of the call
   */
  Site at(long returnAddress) {
    long address = returnAddress - 1;
    Optional<MappedImage> image = map.at(address).flatMap(this::image);
    if (image.isEmpty()) {
      return new Site("0x" + Long.toHexString(address), "", "");
    }
    try {
      MappedImage found = image.get();
      String function = found.symbol(address).map(ElfSymbol::plainName).orElse("?");
      String where = found.name().equals(programName) ? "" : " in " + found.name();
      Optional<Line> line = line(found.program(), function, address - found.base());
      String type = line.flatMap(each -> type(found.program(), each)).orElse("");
      return new Site(function + where, line.map(Line::text).orElse(""), type);
    } catch (IOException | MalformedObjectException e) {
      return new Site("0x" + Long.toHexString(address) + " in " + image.get().name(), "", "");
    }
  }

  private Optional<MappedImage> image(Mapping mapping) {
    if (!mapping.name().startsWith("/")) {
      return Optional.empty();
    }
    return images.computeIfAbsent(mapping.name(), name -> MappedImage.open(pid, first(name)));
  }

  private Mapping first(String name) {
    return map.mappings().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  /** A line of a source file, in a function. */
  private record Line(String function, UnitReader unit, Path file, int number) {
    String text() {
      return file.getFileName() + ":" + number;
    }
  }

  private static Optional<Line> line(Program program, String function, long address)
      throws IOException, MalformedObjectException {
    for (UnitReader unit : program.unitsAt(address)) {
      Optional<LineTable> lines = unit.lines();
      if (lines.isPresent()) {
        Optional<LineRow> row = row(lines.get(), address);
        if (row.isPresent() && row.get().file() < lines.get().files().size()) {
          return Optional.of(
              new Line(function, unit, path(lines.get(), row.get().file()), row.get().line()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<LineRow> row(LineTable lines, long address) {
    for (LineSequence sequence : lines.sequences()) {
      List<LineRow> rows = sequence.rows();
      if (address >= rows.get(0).address() && address < sequence.end()) {
        LineRow found = rows.get(0);
        for (LineRow row : rows) {
          if (row.address() <= address) {
            found = row;
          }
        }
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static Path path(LineTable lines, int index) {
    LineTable.SourceFile file = lines.files().get(index);
    Path compiled = Path.of(lines.directories().get(0));
    String folder =
        file.directory() < lines.directories().size()
            ? lines.directories().get(file.directory())
            : "";
    return compiled.resolve(folder).resolve(file.name());
  }

  private static Optional<String> type(Program program, Line line) {
    try {
      List<String> source = Files.readAllLines(line.file(), StandardCharsets.ISO_8859_1);
      if (line.number() < 1 || line.number() > source.size()) {
        return Optional.empty();
      }
      return type(program, line, source.get(line.number() - 1));
    } catch (IOException | MalformedObjectException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> type(Program program, Line line, String words)
      throws IOException, MalformedObjectException {
    DwarfTypes types = new DwarfTypes(program);
    Matcher named = SIZE_OF_TYPE.matcher(words);
    if (named.find()) {
      Optional<CType> type = types.named(named.group(1));
      if (type.isPresent()) {
        return Optional.of(type.get().text());
      }
    }
    for (Pattern pattern : List.of(SIZE_OF_VALUE, ASSIGNED)) {
      Matcher variable = pattern.matcher(words);
      if (variable.find()) {
        Optional<String> target = target(types, line, variable.group(1));
        if (target.isPresent()) {
          return target;
        }
      }
    }
    return Optional.empty();
  }

  /** What a pointer of that name points to: a variable of the function's, or else any other. */
  private static Optional<String> target(DwarfTypes types, Line line, String variable)
      throws IOException, MalformedObjectException {
    Optional<String> other = Optional.empty();
    EntryTable table = line.unit().table();
    for (int entry = 0; entry < table.size(); entry++) {
      boolean isVariable = VARIABLES.contains(table.tag(entry));
      Die die = line.unit().die(entry);
      if (isVariable && die.name().equals(Optional.of(variable))) {
        Optional<String> target = target(types.of(die.type()));
        if (target.isPresent() && isIn(die, line.function())) {
          return target;
        }
        other = other.or(() -> target);
      }
    }
    return other;
  }

  private static Optional<String> target(CType type) {
    return type instanceof PointerType pointer && pointer.target().size() > 0
        ? Optional.of(pointer.target().text())
        : Optional.empty();
  }

  private static boolean isIn(Die die, String function) throws MalformedObjectException {
    Optional<Die> outer = die.parent();
    while (outer.isPresent()) {
      if (outer.get().tag().equals(Tag.SUBPROGRAM)) {
        return outer.get().name().equals(Optional.of(function));
      }
      outer = outer.get().parent();
    }
    return false;
  }
}
