package org.umbriel.metadata.dwarf.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.SymbolTable;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.UnitType;

/**
 * A program or library with all files that describe it: the separate file of debugging information
 * (by build id or {@code .gnu_debuglink}), dwz's file that several share ({@code
 * .gnu_debugaltlink}, {@code .debug_sup}), and split units ({@code .dwo}, {@code .dwp}), found
 * where gdb looks for them. For one thread.
 */
public final class DebugFiles {
  private static final Path GLOBAL = Path.of("/usr/lib/debug");

  /** Where distributions put what several files share, below the directory of separate files. */
  private static final String SHARED = "/.dwz/";

  private final Path path;
  private final ElfFile program;
  private final ElfFile debug;
  private final DwarfReader info;
  private final Map<Path, Optional<DwarfReader>> splitFiles = new HashMap<>();

  private DebugFiles(Path path, ElfFile program, ElfFile debug, DwarfReader info) {
    this.path = path;
    this.program = program;
    this.debug = debug;
    this.info = info;
  }

  /** The same with the directory of separate files that distributions use. */
  public static DebugFiles open(Path path) throws IOException, MalformedObjectException {
    return open(path, List.of(GLOBAL));
  }

  /**
   * Opens a file and what describes it.
   *
   * @param directories where separate files lie, as gdb's {@code debug-file-directory}
   */
  public static DebugFiles open(Path path, List<Path> directories)
      throws IOException, MalformedObjectException {
    ElfFile program = ElfReader.open(path);
    Path debugPath = hasInfo(program) ? path : separate(path, program, directories).orElse(path);
    ElfFile debug = debugPath.equals(path) ? program : ElfReader.open(debugPath);
    Optional<Path> alternate = alternate(debugPath, debug, directories);
    Optional<DwarfReader> supplementary =
        alternate.isPresent()
            ? Optional.of(DwarfReader.open(ElfReader.open(alternate.get())))
            : Optional.empty();
    return new DebugFiles(path, program, debug, DwarfReader.open(debug, supplementary));
  }

  private static boolean hasInfo(ElfFile file) {
    return file.sections().stream()
        .anyMatch(
            section ->
                section.type() != ElfSection.SHT_NOBITS
                    && section.name().matches("\\.z?debug_info(\\.dwo)?"));
  }

  private static Optional<Path> separate(Path path, ElfFile program, List<Path> directories)
      throws MalformedObjectException {
    List<Path> candidates = new ArrayList<>();
    program.buildId().ifPresent(id -> directories.forEach(d -> candidates.add(byBuildId(d, id))));
    Optional<ElfSection> link = program.section(".gnu_debuglink");
    if (link.isPresent()) {
      String name = text(link.get().content().cursor());
      Path folder = path.toAbsolutePath().normalize().getParent();
      if (folder != null && isPlain(name)) {
        candidates.add(folder.resolve(name));
        candidates.add(folder.resolve(".debug").resolve(name));
        directories.forEach(d -> candidates.add(d.resolve("." + folder).resolve(name)));
      }
    }
    return existing(candidates, path);
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty() && name.indexOf('/') < 0 && name.indexOf(0) < 0;
  }

  /** {@code .build-id/ab/cdef.debug}. */
  private static Path byBuildId(Path directory, Bytes id) {
    String digits = id.toString();
    return id.size() < 2
        ? directory
        : directory
            .resolve(".build-id")
            .resolve(digits.substring(0, 2))
            .resolve(digits.substring(2) + ".debug");
  }

  /** The file that several share, by its name or by the id that dwz gave it. */
  private static Optional<Path> alternate(Path path, ElfFile file, List<Path> directories)
      throws MalformedObjectException {
    Optional<Supplement> named = supplement(file);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    String name = named.get().name;
    List<Path> candidates = new ArrayList<>();
    if (!name.isEmpty() && name.indexOf(0) < 0) {
      candidates.add(path.resolveSibling(name).normalize());
    }
    directories.forEach(d -> candidates.add(byBuildId(d, named.get().id)));
    int shared = name.indexOf(SHARED);
    if (shared >= 0 && name.indexOf(0) < 0) {
      directories.forEach(d -> candidates.add(d.resolve(name.substring(shared + 1))));
    }
    return existing(candidates, path);
  }

  private record Supplement(String name, Bytes id) {}

  /** GNU's link to such a file, or DWARF's own (DWARF 5, 7.3.6). */
  private static Optional<Supplement> supplement(ElfFile file) throws MalformedObjectException {
    Optional<ElfSection> link = file.section(".gnu_debugaltlink");
    if (link.isPresent()) {
      Cursor in = link.get().content().cursor();
      return Optional.of(new Supplement(text(in), in.rest()));
    }
    Optional<ElfSection> standard = file.section(".debug_sup");
    if (standard.isEmpty()) {
      return Optional.empty();
    }
    Cursor in = standard.get().content().cursor();
    in.skip(2);
    boolean isShared = in.u8() != 0;
    Supplement supplement = new Supplement(text(in), in.bytes(in.uleb()));
    return isShared ? Optional.empty() : Optional.of(supplement);
  }

  private static String text(Cursor in) throws MalformedObjectException {
    return new String(in.untilZero().toArray(), StandardCharsets.UTF_8);
  }

  private static Optional<Path> existing(List<Path> candidates, Path self) {
    return candidates.stream()
        .filter(Files::isRegularFile)
        .filter(candidate -> !candidate.equals(self))
        .findFirst();
  }

  /** The file that was opened. */
  public Path path() {
    return path;
  }

  /** The file that was opened. */
  public ElfFile program() {
    return program;
  }

  /** The file that has the debugging information: the program itself, or a separate one. */
  public ElfFile debug() {
    return debug;
  }

  /** The debugging information, wherever it was found; without units if there is none. */
  public DwarfReader info() {
    return info;
  }

  /** The symbols of the program and of the file that describes it. */
  public SymbolTable symbols() throws MalformedObjectException {
    return debug.equals(program) ? SymbolTable.of(program) : SymbolTable.of(program, debug);
  }

  /**
   * The unit with the entries, of a unit that may be but the skeleton of a split one (DWARF 5,
   * 7.3.2): the unit itself if it is none, or if its other half can't be found.
   */
  public UnitReader full(UnitReader unit) throws IOException, MalformedObjectException {
    boolean older = unit.header().type() == UnitType.COMPILE;
    if (!older && unit.header().type() != UnitType.SKELETON) {
      return unit;
    }
    Die root = unit.die(0);
    Optional<String> name = root.text(AttributeName.DWO_NAME);
    if (name.isEmpty()) {
      name = root.text(AttributeName.GNU_DWO_NAME);
    }
    Optional<Long> id = unit.splitId();
    if (name.isEmpty() || id.isEmpty() || name.get().indexOf(0) >= 0) {
      return unit;
    }
    String directory = root.text(AttributeName.COMP_DIR).orElse("");
    Path fileName = Path.of(name.get()).getFileName();
    List<Path> candidates = new ArrayList<>();
    candidates.add(path.resolveSibling(path.getFileName() + ".dwp"));
    if (directory.indexOf(0) < 0) {
      candidates.add(Path.of(directory).resolve(name.get()));
    }
    candidates.add(path.resolveSibling(name.get()));
    if (fileName != null) {
      candidates.add(path.resolveSibling(fileName));
    }
    for (Path candidate : candidates) {
      Optional<DwarfReader> file = split(candidate);
      Optional<UnitReader> found =
          file.isPresent() ? file.get().unitWithId(id.get()) : Optional.empty();
      if (found.isPresent()) {
        return found.get();
      }
    }
    return unit;
  }

  private Optional<DwarfReader> split(Path candidate) throws IOException, MalformedObjectException {
    Optional<DwarfReader> known = splitFiles.get(candidate);
    if (known != null) {
      return known;
    }
    Optional<DwarfReader> opened = Optional.empty();
    if (Files.isRegularFile(candidate)) {
      ElfFile file = ElfReader.open(candidate);
      if (file.section(DwarfSection.INFO + DwarfSection.SPLIT).isPresent()) {
        opened = Optional.of(DwarfReader.openSplit(file, info));
      }
    }
    splitFiles.put(candidate, opened);
    return opened;
  }

  /** All units with entries: of split ones the halves that have them. */
  public List<UnitReader> units() throws IOException, MalformedObjectException {
    List<UnitReader> units = new ArrayList<>();
    for (UnitReader unit : info.units()) {
      units.add(full(unit));
    }
    return units;
  }
}
