package org.umbriel.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.describe.JsonPrinter;
import org.umbriel.metadata.describe.TextPrinter;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Entry;

/** A native program's own description, printed unit by unit as it is read. */
final class ObjectDescription implements DescribeCommand.Printable {
  private final Program program;

  ObjectDescription(Program program) {
    this.program = program;
  }

  /** What an entry is printed to. */
  private interface Sink {
    void print(Entry entry, Optional<LineTable> lines) throws IOException;
  }

  /** Makes a sink for the entries of a file, whose references lead to each other. */
  private interface Sinks {
    Sink of(DwarfReader file);
  }

  boolean isEmpty() throws IOException, MalformedObjectException {
    return program.units().isEmpty();
  }

  /** Prints what many units say in the same words once. */
  @Override
  public boolean printText(@Nullable String name, Appendable out)
      throws IOException, MalformedObjectException {
    Set<String> printed = new HashSet<>();
    return print(
        name,
        file -> {
          StringBuilder text = new StringBuilder();
          TextPrinter printer = new TextPrinter(file, text);
          return (entry, lines) -> {
            text.setLength(0);
            printer.print(entry, lines);
            if (name == null || printed.add(text.toString())) {
              out.append(text);
            }
          };
        });
  }

  @Override
  public boolean printJson(@Nullable String name, Appendable out)
      throws IOException, MalformedObjectException {
    JsonPrinter whole = new JsonPrinter(program.files().info(), out);
    whole.start(Optional.empty());
    boolean found =
        print(
            name,
            file ->
                file.equals(program.files().info())
                    ? whole::print
                    : whole.continuedFor(file)::print);
    whole.end();
    return found;
  }

  private boolean print(@Nullable String name, Sinks sinks)
      throws IOException, MalformedObjectException {
    List<UnitReader> units = wanted(name);
    Map<DwarfReader, Sink> byFile = new HashMap<>();
    for (UnitReader unit : units) {
      Unit whole = unit.read();
      byFile.computeIfAbsent(unit.file(), sinks::of).print(whole.root(), whole.lines());
    }
    if (!units.isEmpty() || name == null) {
      return true;
    }
    List<Die> dies = program.names().find(plain(name));
    for (Die die : dies) {
      UnitReader unit = die.unit();
      byFile.computeIfAbsent(unit.file(), sinks::of).print(unit.read(die.entry()), unit.lines());
    }
    return !dies.isEmpty();
  }

  /** {@code struct stat} is called {@code stat}. */
  private static String plain(String name) {
    return name.replaceFirst("^(struct|union|class|enum) ", "");
  }

  private List<UnitReader> wanted(@Nullable String name)
      throws IOException, MalformedObjectException {
    if (name == null) {
      return program.units();
    }
    List<UnitReader> units = new ArrayList<>();
    for (UnitReader unit : program.units()) {
      Optional<String> source = unit.die(0).name();
      if (source.isPresent()
          && (source.get().equals(name)
              || source.get().equals(name.replace('/', '.'))
              || source.get().endsWith("/" + name))) {
        units.add(unit);
      }
    }
    return units;
  }
}
