package org.umbriel.symexec.replay;

import java.util.List;
import org.umbriel.metadata.classfile.JavaNames;

/** What happened to a call. */
public sealed interface Outcome {

  /** For people, one line. */
  String text();

  /** It came back. */
  record Returned() implements Outcome {
    @Override
    public String text() {
      return "the call returned";
    }
  }

  /**
   * It threw.
   *
   * @param exception internal name of the class
   * @param message empty text if there is none
   * @param frames innermost first, hidden ones included (JVMS 2.6), at most 64
   */
  record Threw(String exception, String message, List<Frame> frames) implements Outcome {
    public Threw {
      frames = List.copyOf(frames);
    }

    @Override
    public String text() {
      return JavaNames.type(exception) + (message.isEmpty() ? "" : ": " + message);
    }
  }

  /** It took too long and was killed. */
  record TimedOut() implements Outcome {
    @Override
    public String text() {
      return "the call did not end in time";
    }
  }

  /** The process ended under it. */
  record Died() implements Outcome {
    @Override
    public String text() {
      return "the process ended during the call";
    }
  }

  /** The plan is impossible, so nothing was run. */
  record Refused(String problem) implements Outcome {
    @Override
    public String text() {
      return problem;
    }
  }
}
