package org.umbriel.symexec.path;

import java.util.List;
import java.util.Map;

/**
 * Inputs with which a check should fail: to be built and tried, never to be believed.
 *
 * @param arguments the receiver of an instance method first; a constructor has none
 * @param path the lines that lead to the check, with what changes on the way; empty where the model
 *     stands for more than one run
 */
public record Input(List<InputValue> arguments, List<Step> path) {
  public Input {
    arguments = List.copyOf(arguments);
    path = List.copyOf(path);
  }

  /** A source line and what its variables hold there. */
  public record Step(int line, Map<String, String> values) {}
}
