package org.umbriel.symexec.compete.tasks;

/**
 * expect NO_RUNTIME_EXCEPTION FALSE: without arguments; expect VALID_ASSERT UNKNOWN: they have no
 * end.
 */
final class ArgumentsMissing {
  public static void main(String[] args) {
    int letters = args[0].isEmpty() ? 0 : 1;
    for (String each : args) {
      letters += each.isEmpty() ? 0 : 1;
    }
    assert letters <= args.length + 1;
  }
}
