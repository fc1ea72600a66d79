package org.umbriel.benchmarks.svcomp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One task's run.
 *
 * @param answer TRUE, FALSE or anything else, which is no answer
 * @param cpuSeconds of the process and its children
 */
record Run(Task task, String answer, double cpuSeconds) {
  private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");

  /** How an answer counts. */
  enum Mark {
    RIGHT,
    WRONG,
    NONE
  }

  /** Runs the launcher in a shell that limits the CPU time and measures it. */
  static Run of(Task task, Path launcher, Path property, int limit)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                "ulimit -t \"$0\"; \"$@\"; times",
                String.valueOf(limit),
                launcher.toString(),
                "check",
                "--sv-comp",
                "--property",
                property.toString()));
    task.inputs().forEach(input -> command.add(input.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String answer = "";
    double seconds = 0;
    for (String line : new String(process.getInputStream().readAllBytes()).lines().toList()) {
      Matcher times = TIMES.matcher(line);
      if (times.matches()) {
        seconds +=
            seconds(times.group(1), times.group(2)) + seconds(times.group(3), times.group(4));
      } else {
        answer = line;
      }
    }
    process.waitFor();
    return new Run(task, answer, seconds);
  }

  private static double seconds(String minutes, String seconds) {
    return 60 * Double.parseDouble(minutes) + Double.parseDouble(seconds);
  }

  Mark mark() {
    if (!answer.equals("TRUE") && !answer.equals("FALSE")) {
      return Mark.NONE;
    }
    return answer.equals("TRUE") == task.expected() ? Mark.RIGHT : Mark.WRONG;
  }

  /** SV-COMP's points: 2 and 1 for a right TRUE and FALSE, -32 and -16 for wrong ones. */
  int points() {
    boolean said = answer.equals("TRUE");
    return switch (mark()) {
      case RIGHT -> said ? 2 : 1;
      case WRONG -> said ? -32 : -16;
      case NONE -> 0;
    };
  }
}
