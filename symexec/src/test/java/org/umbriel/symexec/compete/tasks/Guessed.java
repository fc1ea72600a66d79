package org.umbriel.symexec.compete.tasks;

import java.util.Locale;
import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT FALSE: a trial finds it, since the locale's rules are not modelled. */
final class Guessed {
  public static void main(String[] args) {
    String text = Verifier.nondetString().toUpperCase(new Locale("tr", "TR"));
    assert !text.contains("MARK");
  }
}
