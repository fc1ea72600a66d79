package org.umbriel.benchmarks.acceptance;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.read.DebugFiles;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.NameIndex;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.MalformedObjectException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance dwarf FILE}: how fast a file's entries are read. */
@Command(
    name = "dwarf",
    mixinStandardHelpOptions = true,
    description =
        "Prints what it costs to scan a file's DWARF, cold and warm, and to find an entry by name;"
            + " benchmarks/dwarf compares what is read with other tools.")
final class DwarfCommand implements Callable<Integer> {
  private static final int LOOKUPS = 1000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "An ELF file with DWARF, such as libjvm's.")
  private Path file = Path.of("");

  @Option(names = "--rounds", defaultValue = "5", description = "Scans; the first one is cold.")
  private int rounds;

  @Override
  public Integer call() throws IOException, MalformedObjectException {
    PrintWriter out = spec.commandLine().getOut();
    double start = cpu();
    ElfFile elf = DebugFiles.open(file).debug();
    DwarfReader first = DwarfReader.open(elf);
    double megabytes = first.section(DwarfSection.INFO).size() / 1e6;
    out.printf(Locale.ROOT, "%s   %.1f MB of entries%n", file.getFileName(), megabytes);
    out.printf(Locale.ROOT, "  load and inflate   %6.2f s CPU%n", cpu() - start);
    for (int round = 0; round < rounds; round++) {
      DwarfReader reader = DwarfReader.open(elf);
      start = cpu();
      long entries = reader.scan();
      double seconds = cpu() - start;
      out.printf(
          Locale.ROOT,
          "  scan %-4s          %6.2f s CPU   %5.0f MB/s   %,d entries   %.1f bytes each%n",
          round == 0 ? "cold" : "warm",
          seconds,
          megabytes / seconds,
          entries,
          bytes(reader) / (double) entries);
    }
    first.scan();
    start = cpu();
    NameIndex names = NameIndex.of(first.units());
    out.printf(
        Locale.ROOT, "  index of names     %6.2f s CPU   %,d names%n", cpu() - start, names.size());
    lookUp(first, names, out);
    return 0;
  }

  private static void lookUp(DwarfReader reader, NameIndex names, PrintWriter out)
      throws MalformedObjectException {
    List<UnitReader> units = reader.units();
    double longest = 0;
    double sum = 0;
    int found = 0;
    for (int i = 0; i < LOOKUPS; i++) {
      UnitReader unit = units.get((int) ((long) i * units.size() / LOOKUPS));
      Die die = unit.die(Math.min(1 + 37 * (i % 50), unit.table().size() - 1));
      String name = die.name().orElse("main");
      double start = cpu();
      found += names.find(name).isEmpty() ? 0 : 1;
      double milliseconds = 1e3 * (cpu() - start);
      sum += milliseconds;
      longest = Math.max(longest, milliseconds);
    }
    out.printf(
        Locale.ROOT,
        "  look-up by name    %.4f ms CPU mean, %.3f ms longest of %d (%d found)%n",
        sum / LOOKUPS,
        longest,
        LOOKUPS,
        found);
  }

  private static long bytes(DwarfReader reader) throws MalformedObjectException {
    long bytes = 0;
    for (UnitReader unit : reader.units()) {
      bytes += unit.table().bytes();
    }
    return bytes;
  }

  /** Of this thread: compilers and collectors of the JVM work beside it. */
  private static double cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
