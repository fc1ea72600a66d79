package org.umbriel.symexec.replay.limit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A row of {@code choke-points.txt}: methods of one class of {@code java.base} and the rule for
 * them.
 *
 * @param owner internal name
 * @param methods names, or names with descriptors
 */
record ChokePoint(Rule rule, String owner, List<String> methods) {

  /** What a row forbids; the table explains them. */
  enum Rule {
    ENTER,
    CALLS,
    READS,
    OPENS
  }

  /** The whole table. */
  static List<ChokePoint> all() throws IOException {
    List<ChokePoint> rows = new ArrayList<>();
    try (InputStream in = ChokePoint.class.getResourceAsStream("choke-points.txt")) {
      if (in == null) {
        throw new IOException("choke-points.txt is missing");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          rows.add(parse(line));
        }
      }
    }
    return rows;
  }

  private static ChokePoint parse(String line) {
    List<String> words = Arrays.asList(line.trim().split("\\s+"));
    Rule rule = Rule.valueOf(words.get(0).toUpperCase(Locale.ROOT));
    return new ChokePoint(rule, words.get(1), List.copyOf(words.subList(2, words.size())));
  }

  /** Whether a word of the row means a method. */
  static boolean means(String word, String name, String descriptor) {
    return word.equals(name) || word.equals(name + descriptor);
  }
}
