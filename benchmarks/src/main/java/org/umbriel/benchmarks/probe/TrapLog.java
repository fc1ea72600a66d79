package org.umbriel.benchmarks.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@link Traps} recorded in another process.
 *
 * @param executions by site; a site that was not executed is missing
 * @param breaches by contract
 */
public record TrapLog(
    Map<Integer, Long> executions, List<Fire> fires, Map<Integer, Breach> breaches) {
  static final String NONE = "-";
  static final String NOT_EXAMINED = "?";
  static final String BELOW = " < ";
  static final String BY = "@";
  static final String THROUGH_PLATFORM = "~";

  /**
   * Fires of one site under the same broken contracts.
   *
   * @param broken those broken in activations that were on the stack
   * @param inTest those broken since the test began
   * @param examined whether contracts were looked for
   * @param stack of the first, top first
   */
  public record Fire(
      int site,
      Set<Broken> broken,
      Set<Broken> inTest,
      boolean examined,
      long count,
      List<String> stack) {}

  /**
   * A contract that was broken when an activation began.
   *
   * @param caller the first frame below that is not the platform's, {@code a.b.C.m()V:17}
   * @param throughPlatform whether the platform was in between
   */
  public record Broken(int contract, String caller, boolean throughPlatform) {}

  /**
   * Calls that broke a contract.
   *
   * @param stack of the first, the called method on top
   */
  public record Breach(long count, List<String> stack) {}

  /**
   * Reads what {@link Traps#writeTo} wrote.
   *
   * @throws IOException if it cannot be read
   */
  public static TrapLog read(Path file) throws IOException {
    TrapLog log = new TrapLog(new HashMap<>(), new ArrayList<>(), new HashMap<>());
    for (String line : Files.readAllLines(file)) {
      log.add(line.split("\t", -1));
    }
    return log;
  }

  private void add(String[] record) {
    int number = Integer.parseInt(record[1]);
    switch (record[0]) {
      case "site" -> executions.put(number, Long.parseLong(record[2]));
      case "fire" ->
          fires.add(
              new Fire(
                  number,
                  broken(record[2]),
                  broken(record[3]),
                  !record[2].equals(NOT_EXAMINED),
                  Long.parseLong(record[4]),
                  stack(record[5])));
      case "breach" ->
          breaches.put(number, new Breach(Long.parseLong(record[2]), stack(record[3])));
      default -> throw new IllegalArgumentException("no such record: " + record[0]);
    }
  }

  private static Set<Broken> broken(String text) {
    return text.equals(NONE) || text.equals(NOT_EXAMINED)
        ? Set.of()
        : Arrays.stream(text.split(",")).map(TrapLog::one).collect(Collectors.toSet());
  }

  private static Broken one(String text) {
    int direct = text.indexOf(BY);
    int at = direct < 0 ? text.indexOf(THROUGH_PLATFORM) : direct;
    return new Broken(Integer.parseInt(text.substring(0, at)), text.substring(at + 1), direct < 0);
  }

  private static List<String> stack(String text) {
    return List.of(text.split(BELOW));
  }
}
