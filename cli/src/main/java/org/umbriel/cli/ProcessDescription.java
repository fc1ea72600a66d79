package org.umbriel.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.describe.JsonPrinter;
import org.umbriel.metadata.describe.TextPrinter;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.nativeinterop.hotspot.HotSpot;
import org.umbriel.nativeinterop.hotspot.HotSpotDescriber;
import org.umbriel.nativeinterop.hotspot.HotSpotException;

/** A running Java VM's description: its machine code, and how its objects lie in the heap. */
final class ProcessDescription implements DescribeCommand.Printable {
  private final DebugInformation information;

  private ProcessDescription(DebugInformation information) {
    this.information = information;
  }

  /** Whether an argument can only be meant as a process. */
  static boolean isProcess(String argument) {
    return argument.matches("\\d{1,10}");
  }

  static ProcessDescription of(String argument) throws UserError {
    try (HotSpot vm = HotSpot.open(Long.parseLong(argument))) {
      return new ProcessDescription(new HotSpotDescriber(vm).describe());
    } catch (HotSpotException e) {
      throw new UserError(argument + ": " + e.getMessage());
    }
  }

  @Override
  public boolean printText(@Nullable String name, Appendable out) throws IOException {
    TextPrinter printer = new TextPrinter(information, out);
    boolean found = false;
    for (Unit unit : wanted(name)) {
      printer.print(unit);
      found = true;
    }
    return found;
  }

  @Override
  public boolean printJson(@Nullable String name, Appendable out) throws IOException {
    JsonPrinter printer = new JsonPrinter(information, out);
    printer.start(Optional.empty());
    boolean found = false;
    for (Unit unit : wanted(name)) {
      printer.print(unit);
      found = true;
    }
    printer.end();
    return found;
  }

  /** Units with those of their entries that are wanted. */
  private List<Unit> wanted(@Nullable String name) {
    if (name == null) {
      return information.units();
    }
    return information.units().stream()
        .map(unit -> new Unit(part(unit.root(), name.replace('/', '.')), unit.lines()))
        .filter(unit -> !unit.root().children().isEmpty())
        .toList();
  }

  private static Entry part(Entry root, String name) {
    List<Entry> children = root.children().stream().filter(entry -> isOf(entry, name)).toList();
    return new Entry(root.tag(), root.attributes(), children);
  }

  /** A class of that name, or a method of it. */
  private static boolean isOf(Entry entry, String name) {
    Optional<String> method = entry.text(AttributeName.LINKAGE_NAME);
    return method.isPresent()
        ? method.get().startsWith(name + ".")
            && method.get().indexOf('(') > name.length()
            && method.get().lastIndexOf('.', method.get().indexOf('(')) == name.length()
        : entry.text(AttributeName.NAME).equals(Optional.of(name));
  }
}
