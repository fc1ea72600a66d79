package org.umbriel.metadata.dwarf.type;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.umbriel.metadata.dwarf.Expressions;
import org.umbriel.metadata.dwarf.Operation;
import org.umbriel.metadata.dwarf.read.DebugFiles;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.read.EntryTable;
import org.umbriel.metadata.dwarf.read.NameIndex;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.elf.ElfSymbol;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.SymbolTable;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Expression;
import org.umbriel.metadata.entry.OperationCode;
import org.umbriel.metadata.entry.Tag;

/**
 * A program or library by what is described of it: functions, types and variables by name. The
 * first question reads the columns of all units; nothing else is kept. For one thread.
 */
public final class Program {
  private final DebugFiles files;
  private Optional<List<UnitReader>> units = Optional.empty();
  private Optional<NameIndex> names = Optional.empty();
  private Optional<SymbolTable> symbols = Optional.empty();

  private Program(DebugFiles files) {
    this.files = files;
  }

  /** Opens a file, and the files that describe it where they lie elsewhere. */
  public static Program open(Path path) throws IOException, MalformedObjectException {
    return new Program(DebugFiles.open(path));
  }

  /** The program that these files are. */
  public static Program of(DebugFiles files) {
    return new Program(files);
  }

  public DebugFiles files() {
    return files;
  }

  /** All units: split ones whole, and those that dwz moved to another file. */
  public List<UnitReader> units() throws IOException, MalformedObjectException {
    if (units.isEmpty()) {
      List<UnitReader> all = new ArrayList<>(files.units());
      files.info().supplementary().ifPresent(other -> all.addAll(other.units()));
      units = Optional.of(List.copyOf(all));
    }
    return units.get();
  }

  /** Entries by name. */
  public NameIndex names() throws IOException, MalformedObjectException {
    if (names.isEmpty()) {
      names = Optional.of(NameIndex.of(units()));
    }
    return names.get();
  }

  public SymbolTable symbols() throws MalformedObjectException {
    if (symbols.isEmpty()) {
      symbols = Optional.of(files.symbols());
    }
    return symbols.get();
  }

  /**
   * The function of that name, be it the name in the description or an alias in the symbol table:
   * {@code fopen} is described as {@code _IO_new_fopen}.
   */
  public Optional<Function> function(String name) throws IOException, MalformedObjectException {
    Optional<ElfSymbol> symbol = symbols().find(name).filter(ElfSymbol::isFunction);
    Optional<Die> described = Optional.empty();
    for (Die die : names().find(name)) {
      if (die.tag().equals(Tag.SUBPROGRAM)) {
        boolean here = symbol.isPresent() && startsAt(die, symbol.get().address());
        described = described.isEmpty() || here ? Optional.of(die) : described;
      }
    }
    if (described.isEmpty() && symbol.isPresent()) {
      described = functionAt(symbol.get().address());
    }
    return described.isPresent()
        ? Optional.of(function(name, described.get(), symbol))
        : Optional.empty();
  }

  private static boolean startsAt(Die die, long address) throws MalformedObjectException {
    OptionalLong start = die.address(AttributeName.LOW_PC);
    return start.isPresent() && start.getAsLong() == address;
  }

  private Function function(String name, Die die, Optional<ElfSymbol> symbol)
      throws MalformedObjectException {
    Die origin = origin(die);
    OptionalLong address = die.address(AttributeName.LOW_PC);
    if (address.isEmpty() && symbol.isPresent()) {
      address = OptionalLong.of(symbol.get().address());
    }
    Set<String> aliases = new LinkedHashSet<>();
    if (address.isPresent()) {
      symbols().at(address.getAsLong()).forEach(each -> aliases.add(each.plainName()));
    }
    boolean ownParameters = !Types.parameters(die).isEmpty() || die.equals(origin);
    Optional<Die> result = die.type();
    return new Function(
        name,
        die,
        result.isPresent() ? result : origin.type(),
        Types.parameters(ownParameters ? die : origin),
        Types.isVariadic(die) || Types.isVariadic(origin),
        address,
        List.copyOf(aliases));
  }

  /** The entry that an entry is a copy of: what the copy does not say stands there. */
  static Die origin(Die given) throws MalformedObjectException {
    Die die = given;
    for (int i = 0; i < 8; i++) {
      Optional<Die> next = die.reference(AttributeName.ABSTRACT_ORIGIN);
      if (next.isEmpty()) {
        next = die.reference(AttributeName.SPECIFICATION);
      }
      if (next.isEmpty()) {
        return die;
      }
      die = next.get();
    }
    return die;
  }

  /** Units whose code may be at an address: those that say so, and those that do not say. */
  public List<UnitReader> unitsAt(long address) throws IOException, MalformedObjectException {
    List<UnitReader> found = new ArrayList<>();
    for (UnitReader unit : units()) {
      if (covers(unit, address)) {
        found.add(unit);
      }
    }
    return found;
  }

  /** The function whose code starts at an address. */
  public Optional<Die> functionAt(long address) throws IOException, MalformedObjectException {
    for (UnitReader unit : unitsAt(address)) {
      EntryTable table = unit.table();
      for (int entry = 0; entry < table.size(); entry++) {
        if (table.tag(entry).equals(Tag.SUBPROGRAM) && startsAt(unit.die(entry), address)) {
          return Optional.of(unit.die(entry));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a unit's code is at an address; a unit that does not say where it is may be. */
  private static boolean covers(UnitReader unit, long address) throws MalformedObjectException {
    if (unit.table().size() == 0) {
      return false;
    }
    Die root = unit.die(0);
    Optional<AttributeValue> ranges = root.value(AttributeName.RANGES);
    if (ranges.isPresent() && ranges.get() instanceof AttributeValue.Ranges list) {
      return list.ranges().stream().anyMatch(range -> range.contains(address));
    }
    OptionalLong low = root.address(AttributeName.LOW_PC);
    OptionalLong high = root.address(AttributeName.HIGH_PC);
    OptionalLong length = root.constant(AttributeName.HIGH_PC);
    if (low.isPresent() && length.isPresent()) {
      high = OptionalLong.of(low.getAsLong() + length.getAsLong());
    }
    return low.isEmpty()
        || high.isEmpty()
        || new AddressRange(low.getAsLong(), high.getAsLong()).contains(address);
  }

  /**
   * The type of that name: a structure, a union, an enumeration, a base type, or another name for
   * one. A C tag may be given with its word, {@code struct stat}.
   */
  public Optional<Die> type(String name) throws IOException, MalformedObjectException {
    int space = name.lastIndexOf(' ');
    String word = space > 0 ? name.substring(0, space) : "";
    boolean tagged = word.matches("struct|union|class|enum");
    for (Die die : names().find(tagged ? name.substring(space + 1) : name)) {
      String tag = die.tag().shortName();
      boolean fits = tagged ? tag.startsWith(word) && !tag.equals("typedef") : isType(die.tag());
      if (fits) {
        return Optional.of(die);
      }
    }
    return Optional.empty();
  }

  private static boolean isType(Tag tag) {
    return tag.equals(Tag.BASE_TYPE)
        || tag.equals(Tag.STRUCTURE_TYPE)
        || tag.equals(Tag.UNION_TYPE)
        || tag.equals(Tag.CLASS_TYPE)
        || tag.equals(Tag.ENUMERATION_TYPE)
        || tag.equals(Tag.TYPEDEF);
  }

  /** The global variable of that name, or of which it is an alias in the symbol table. */
  public Optional<Variable> variable(String name) throws IOException, MalformedObjectException {
    for (Die die : names().find(name)) {
      if (die.tag().equals(Tag.VARIABLE)) {
        return Optional.of(variable(name, die));
      }
    }
    Optional<ElfSymbol> symbol =
        symbols().find(name).filter(each -> each.type() == ElfSymbol.STT_OBJECT);
    if (symbol.isEmpty()) {
      return Optional.empty();
    }
    for (ElfSymbol alias : symbols().at(symbol.get().address())) {
      for (Die die : names().find(alias.plainName())) {
        if (die.tag().equals(Tag.VARIABLE)) {
          return Optional.of(variable(name, die));
        }
      }
    }
    return Optional.empty();
  }

  private Variable variable(String name, Die die) throws MalformedObjectException {
    OptionalLong address = OptionalLong.empty();
    Optional<AttributeValue> location = die.value(AttributeName.LOCATION);
    if (location.isPresent() && location.get() instanceof Expression expression) {
      List<Operation> steps = Expressions.decode(expression.code());
      if (steps.size() == 1 && steps.get(0).code().equals(OperationCode.ADDR)) {
        address = OptionalLong.of(steps.get(0).operands().get(0));
      }
    } else {
      Optional<ElfSymbol> symbol =
          symbols().find(name).filter(each -> each.type() == ElfSymbol.STT_OBJECT);
      if (symbol.isPresent()) {
        address = OptionalLong.of(symbol.get().address());
      }
    }
    Optional<Die> type = die.type();
    return new Variable(name, die, type.isPresent() ? type : origin(die).type(), address);
  }

  /** All entries with a tag, unit by unit, those that are only declared left out. */
  public List<Die> all(Tag tag) throws IOException, MalformedObjectException {
    List<Die> found = new ArrayList<>();
    for (UnitReader unit : units()) {
      EntryTable table = unit.table();
      for (int entry = 0; entry < table.size(); entry++) {
        if (table.tag(entry).equals(tag) && !table.isDeclaration(entry)) {
          found.add(unit.die(entry));
        }
      }
    }
    return found;
  }
}
