package org.umbriel.metadata.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Concrete inputs that make a check fail, built through API that a caller could use.
 *
 * @param call a Java expression: {@code new a.b.C().m(new char[0], 0)}
 * @param exception internal name of what it threw
 * @param message of the exception, empty text if it had none
 * @param arguments name and value of each parameter, in order
 * @param path the lines that lead to the failure, with the values seen there
 * @param test a JUnit test class that reproduces it, where one was made
 */
public record Witness(
    String call,
    String exception,
    String message,
    List<String> arguments,
    List<Step> path,
    Optional<TestSource> test) {

  public Witness {
    arguments = List.copyOf(arguments);
    path = List.copyOf(path);
  }

  /** A source line and what its variables hold there. */
  public record Step(int line, Map<String, String> values) {}

  /**
   * Source of a test.
   *
   * @param path where it belongs below a source root, {@code a/b/C_m_ARRAY_BOUNDS_0_Test.java}
   */
  public record TestSource(String path, String text) {}
}
