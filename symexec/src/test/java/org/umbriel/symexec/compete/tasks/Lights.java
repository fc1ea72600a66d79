package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/**
 * A crossing that is never switched off, with finitely many states.
 *
 * <p>expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION TRUE
 */
final class Lights {
  private int waiting;
  private Lamp lamp = new Lamp();

  /** Made anew at each change: states are the same whatever their objects are called. */
  private static final class Lamp {
    boolean isGreen;
    int rounds;
  }

  private Lights() {}

  public static void main(String[] args) {
    Lights crossing = new Lights();
    while (true) {
      if (Verifier.nondetBoolean() && crossing.waiting < 3) {
        crossing.waiting++;
      }
      crossing.step();
      assert crossing.waiting <= 3 && crossing.lamp.rounds <= 2;
    }
  }

  private void step() {
    if (!lamp.isGreen && waiting > 0) {
      lamp = new Lamp();
      lamp.isGreen = true;
    } else if (lamp.isGreen) {
      waiting = Math.max(0, waiting - 1);
      lamp.rounds++;
      if (lamp.rounds == 2) {
        lamp = new Lamp();
      }
    }
  }
}
