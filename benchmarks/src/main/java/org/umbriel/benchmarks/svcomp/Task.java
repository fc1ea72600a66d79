package org.umbriel.benchmarks.svcomp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A task definition (BenchExec's format 1.x or 2.x) for one property.
 *
 * @param expected the right answer
 */
record Task(String name, List<Path> inputs, boolean expected) {

  /**
   * The tasks of a folder that have an expected verdict for a property, in order of their names.
   */
  static List<Task> in(Path folder, String property) throws IOException {
    List<Task> tasks = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yml")).sorted().toList()) {
        read(file, property).ifPresent(tasks::add);
      }
    }
    return tasks;
  }

  private static Optional<Task> read(Path file, String property) throws IOException {
    List<Path> inputs = new ArrayList<>();
    boolean ofInputs = false;
    boolean ofProperty = false;
    Optional<Boolean> expected = Optional.empty();
    for (String line : Files.readAllLines(file)) {
      String text = line.strip();
      if (text.startsWith("input_files:")) {
        ofInputs = true;
      } else if (ofInputs && text.startsWith("- ")) {
        inputs.add(file.resolveSibling(unquoted(text.substring(2))));
      } else if (text.contains("property_file:")) {
        String name = Path.of(unquoted(text.substring(text.indexOf(':') + 1))).toString();
        ofProperty = isAbout(name, property);
      } else if (ofProperty && text.startsWith("expected_verdict:")) {
        expected = Optional.of(Boolean.parseBoolean(unquoted(text.substring(17))));
      } else if (!text.isEmpty() && !text.startsWith("#")) {
        ofInputs = false;
      }
    }
    String name = file.getFileName().toString().replace(".yml", "");
    return expected.map(answer -> new Task(name, List.copyOf(inputs), answer));
  }

  /** The property of asserts has had the names {@code assert} and {@code valid-assert}. */
  private static boolean isAbout(String file, String property) {
    return file.contains(property) || (property.equals("valid-assert") && file.contains("assert"));
  }

  private static String unquoted(String text) {
    return text.strip().replaceAll("^['\"]|['\"]$", "");
  }
}
