package org.umbriel.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;

/** One line on standard error that is written over and over, if that is a terminal. */
final class Progress implements org.umbriel.symexec.Progress {
  private static final long MILLIS_BETWEEN = 200;

  private final PrintWriter err;
  private final boolean terminal;
  private final AtomicLong next = new AtomicLong();

  Progress(PrintWriter err) {
    this.err = err;
    this.terminal = Terminal.isInteractive();
  }

  @Override
  public void at(String stage, int done, int total) {
    long now = System.currentTimeMillis();
    long due = next.get();
    if (terminal && now >= due && next.compareAndSet(due, now + MILLIS_BETWEEN)) {
      err.print("\r\u001b[K" + stage + "  " + done + " of " + total);
      err.flush();
    }
  }

  /** Takes the line away. */
  void clear() {
    if (terminal) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
