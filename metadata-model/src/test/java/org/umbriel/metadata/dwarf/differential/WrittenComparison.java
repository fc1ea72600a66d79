package org.umbriel.metadata.dwarf.differential;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.testing.Tool;

/** The entries of a file as readelf and llvm-dwarfdump show them. */
public final class WrittenComparison {
  /** readelf 2.40 warns of some numbers of lists in the middle of a line, and shows no value. */
  private static final Pattern WARNING =
      Pattern.compile("readelf: Warning: loc_offset \\d+ too big\n");

  private WrittenComparison() {}

  /** What either tool shows otherwise, or not at all. */
  public static List<String> differences(Path file) throws Exception {
    DwarfReader reader = DwarfReader.open(ElfReader.open(file));
    String readelf = Tool.find("readelf").run("--debug-dump=info", file);
    var one = new ReadelfComparison(reader, lines(WARNING.matcher(readelf).replaceAll(""))).run();
    List<String> all = new ArrayList<>(one.first());
    all.addAll(differencesOfLlvm(file));
    if (!one.whole()) {
      all.add("not all of it is shown: " + one);
    }
    return all;
  }

  /** What llvm-dwarfdump alone shows otherwise, or not at all. */
  public static List<String> differencesOfLlvm(Path file) throws Exception {
    DwarfReader reader = DwarfReader.open(ElfReader.open(file));
    String llvm =
        Tool.find("llvm-dwarfdump").run("--verbose", "--debug-info", "--debug-types", file);
    var other = new LlvmComparison(reader, lines(llvm)).run();
    List<String> all = new ArrayList<>(other.first());
    if (!other.whole()) {
      all.add("not all of it is shown: " + other);
    }
    return all;
  }

  private static BufferedReader lines(String text) {
    return new BufferedReader(new StringReader(text));
  }
}
