package org.umbriel.metadata.dwarf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.dwarf.read.DebugFiles;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.type.Program;

/**
 * The comparisons on real files, which {@code benchmarks/dwarf} installs and names by the property
 * {@code umbriel.dwarf.corpus}: one path a line. The table is left in {@code target}.
 */
class CorpusTest {
  private static final int STRUCTURES = 1000;
  private static final int STRUCTURES_OF_ONE = 200;

  private final List<String> table = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();

  /** Makes a comparison of a tool's output. */
  private interface Maker {
    Comparison.Result compare(DwarfReader reader, BufferedReader output) throws Exception;
  }

  @Test
  void readsWhatOthersRead() throws Exception {
    List<Path> files = files();
    for (Path file : files) {
      compare(
          "readelf",
          file,
          (reader, output) -> new ReadelfComparison(reader, output).run(),
          "--debug-dump=info",
          "--debug-dump=no-follow-links");
      compare(
          "llvm-dwarfdump",
          file,
          (reader, output) -> new LlvmComparison(reader, output).run(),
          "--verbose",
          "--debug-info",
          "--debug-types");
    }
    Files.write(Path.of("target/dwarf-corpus.txt"), table);
    assertEquals(List.of(), differences, () -> String.join("\n", table));
    assertTrue(files.size() >= 20, () -> files.size() + " files");
  }

  @Test
  void laysOutAsGdbDoes() throws Exception {
    int structures = 0;
    int members = 0;
    for (Path file : files()) {
      Path shared = Path.of(LayoutComparison.unpacked(file), "/usr/lib/debug");
      Program program = Program.of(DebugFiles.open(file, List.of(shared)));
      var result = LayoutComparison.run(program, file, STRUCTURES_OF_ONE, 1);
      assertEquals(List.of(), result.differences(), file::toString);
      structures += result.structures();
      members += result.members();
    }
    Files.writeString(
        Path.of("target/dwarf-layouts.txt"), structures + " structures, " + members + " members\n");
    int compared = structures;
    assertTrue(compared >= STRUCTURES, () -> compared + " structures");
  }

  private static List<Path> files() throws Exception {
    String list = System.getProperty("umbriel.dwarf.corpus", "");
    assumeTrue(!list.isEmpty(), "no corpus; benchmarks/dwarf installs one");
    try (Stream<String> lines = Files.lines(Path.of(list))) {
      return lines.map(Path::of).toList();
    }
  }

  private void compare(String tool, Path file, Maker maker, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(List.of(options));
    command.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Comparison.Result result;
    int exit;
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      result = maker.compare(DebugFiles.open(file).info(), output);
      exit = process.waitFor();
    } finally {
      process.destroy();
    }
    String end = result.whole() ? "" : "   the tool ended early, exit " + exit;
    table.add(
        String.format(
            Locale.ROOT,
            "%-15s %12d entries %12d attributes %6d differences  %s%s",
            tool,
            result.entries(),
            result.attributes(),
            result.differences(),
            file.getFileName(),
            end));
    result.first().forEach(difference -> differences.add(file + ": " + difference));
    if (!result.whole() && exit == 0) {
      differences.add(file + ": " + tool + " shows less than there is");
    }
  }
}
