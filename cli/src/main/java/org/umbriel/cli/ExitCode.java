package org.umbriel.cli;

/** What the exit codes mean; scripts rely on them. */
final class ExitCode {
  /** Done; nothing at or above {@code --fail-on}. */
  static final int DONE = 0;

  /** Done; findings at or above {@code --fail-on}. */
  static final int FINDINGS = 1;

  /** The command line, or an input that cannot be read at all. */
  static final int USAGE = 2;

  /** Done in part: something could not be read or finished, and is named. */
  static final int PARTIAL = 3;

  private ExitCode() {}
}
