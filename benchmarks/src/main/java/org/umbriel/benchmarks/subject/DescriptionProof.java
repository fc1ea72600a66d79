package org.umbriel.benchmarks.subject;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.describe.DescribedArchive;
import org.umbriel.metadata.describe.DescribedClass;
import org.umbriel.metadata.describe.Descriptions;
import org.umbriel.metadata.entry.Tag;

/**
 * What others make of the description in a rewritten jar.
 *
 * @param reported check sites, in {@code check}'s JSON
 * @param unseen check sites in classes for another release, which a report leaves out
 * @param shown check sites, by {@code llvm-dwarfdump --debug-info}
 * @param errors what {@code llvm-dwarfdump --verify} complains about
 * @param roundTrip whether writing what was read gives the same bytes
 */
public record DescriptionProof(
    int reported, int unseen, int shown, List<String> errors, boolean roundTrip, long bytes) {
  private static final String TOOL = "llvm-dwarfdump";
  private static final String SUFFIX = ".debug";

  public DescriptionProof {
    errors = List.copyOf(errors);
  }

  /** Whether the machine has the tool. */
  public static boolean isPossible() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> new File(folder, TOOL).canExecute());
  }

  /**
   * Compares.
   *
   * @param original the jar before it was rewritten
   * @param jar the rewritten one, of the original's name
   * @param reported how many sites {@code check} finds in the original
   * @param file takes the description
   */
  public static DescriptionProof of(Path original, Path jar, int reported, Path file)
      throws IOException, InterruptedException {
    Archive archive = Subject.archive(jar);
    Entry entry =
        archive.entries().stream()
            .filter(e -> e.path().endsWith(SUFFIX))
            .findFirst()
            .orElseThrow(() -> new IOException(jar + ": no description"));
    byte[] description = entry.content();
    Files.write(file, description);
    List<String> errors =
        run("--verify", file).stream().filter(l -> l.startsWith("error:")).toList();
    return new DescriptionProof(
        reported,
        Subject.unseenSites(original),
        shown(file),
        errors,
        Arrays.equals(description, again(archive, entry, jar)),
        description.length);
  }

  /** Tools print a tag that they don't know by its number. */
  private static int shown(Path file) throws IOException, InterruptedException {
    String tag = String.format(": +DW_TAG_unknown_%x$", Tag.UMBRIEL_CHECK_SITE.value());
    return (int)
        run("--debug-info", file).stream().filter(l -> l.matches("0x[0-9a-f]+" + tag)).count();
  }

  /** The records of what was read, written by us once more. */
  private static byte[] again(Archive archive, Entry entry, Path jar) throws IOException {
    DescribedArchive read = DescribedArchive.asClaimed(archive);
    if (!read.problems().isEmpty()) {
      throw new IOException(jar + ": " + read.problems().get(0));
    }
    List<DescribedClass> classes = read.classes();
    String path = entry.path();
    String buildId = path.substring(path.lastIndexOf('/') + 1, path.length() - SUFFIX.length());
    return Descriptions.write(buildId, jar.getFileName().toString(), classes);
  }

  private static List<String> run(String option, Path file)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(TOOL, option, file.toString()).redirectErrorStream(true).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    }
    if (process.waitFor() != 0 && lines.stream().noneMatch(l -> l.startsWith("error:"))) {
      throw new IOException(TOOL + " " + option + ": exit code " + process.exitValue());
    }
    return lines;
  }

  /** Whether nothing differs. */
  public boolean isSound() {
    return reported + unseen == shown && errors.isEmpty() && roundTrip;
  }

  /** For people. */
  public void print(String name, PrintWriter out) {
    out.printf(
        "%s   description of %,d bytes%n"
            + "  check sites   %,d in the report, %,d for other releases, %,d shown by %s%s%n"
            + "  --verify      %s%n"
            + "  read, written %s%n",
        name,
        bytes,
        reported,
        unseen,
        shown,
        TOOL,
        reported + unseen == shown ? "" : "   DIFFERS",
        errors.isEmpty() ? "no error" : errors.size() + " errors: " + errors.get(0),
        roundTrip ? "the same bytes" : "DIFFERS");
    out.flush();
  }
}
