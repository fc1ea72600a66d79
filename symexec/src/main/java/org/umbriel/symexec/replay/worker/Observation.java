package org.umbriel.symexec.replay.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a call did.
 *
 * @param exception binary name of the class of what it threw; empty text if it returned
 * @param message empty text if there is none
 * @param frames innermost first, at most {@link #MAX_FRAMES}, those outside the program included
 * @param denied what the limits refused while it ran, at most {@link #MAX_DENIED}
 */
public record Observation(
    String exception, String message, List<Frame> frames, List<String> denied) {
  public static final int MAX_FRAMES = 64;
  public static final int MAX_DENIED = 8;
  private static final int MAX_MESSAGE = 1_000;

  /**
   * A frame as {@link StackTraceElement} has it.
   *
   * @param className binary name
   */
  public record Frame(String className, String methodName, int line) {}

  static Observation returned() {
    return new Observation("", "", List.of(), List.of());
  }

  /**
   * Describes what was thrown. It may be of a class of the program, and then runs code of it: call
   * this where the limits hold.
   */
  static Observation threw(Throwable thrown) {
    String name = thrown.getClass().getName();
    try {
      List<Frame> frames = new ArrayList<>();
      StackTraceElement[] trace = thrown.getStackTrace();
      for (int i = 0; i < Math.min(trace.length, MAX_FRAMES); i++) {
        frames.add(
            new Frame(trace[i].getClassName(), trace[i].getMethodName(), trace[i].getLineNumber()));
      }
      String message = String.valueOf(thrown.getMessage());
      boolean none = thrown.getMessage() == null;
      String shown = message.substring(0, Math.min(message.length(), MAX_MESSAGE));
      return new Observation(name, none ? "" : shown, frames, List.of());
    } catch (Throwable unwilling) {
      return new Observation(name, "", List.of(), List.of());
    }
  }

  Observation withDenied(List<String> refusals) {
    return new Observation(exception, message, frames, refusals);
  }

  void writeTo(Wire wire) throws IOException {
    wire.writeText(exception);
    wire.writeText(message);
    wire.writeInt(frames.size());
    for (Frame frame : frames) {
      wire.writeText(frame.className());
      wire.writeText(frame.methodName());
      wire.writeInt(frame.line());
    }
    wire.writeInt(denied.size());
    for (String refusal : denied) {
      wire.writeText(refusal);
    }
  }

  /**
   * Reads what a worker wrote.
   *
   * @throws IOException if it is malformed, or the worker is gone
   */
  public static Observation readFrom(Wire wire) throws IOException {
    String exception = wire.readText();
    String message = wire.readText();
    List<Frame> frames = new ArrayList<>();
    for (int i = wire.readInt(0, MAX_FRAMES); i > 0; i--) {
      frames.add(new Frame(wire.readText(), wire.readText(), wire.readInt()));
    }
    List<String> denied = new ArrayList<>();
    for (int i = wire.readInt(0, MAX_DENIED); i > 0; i--) {
      denied.add(wire.readText());
    }
    return new Observation(exception, message, List.copyOf(frames), List.copyOf(denied));
  }
}
